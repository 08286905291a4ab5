/** Whether two texts mean one type: both write Trino's notation, but differ in spaces, quotes and what is left out. */
export function sameType(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(type: string): string {
  return type
    .toLowerCase()
    .replaceAll('"', '')
    .replace(/\s*([(),])\s*/g, '$1')
    .replace(/\btimestamp(?!\()/g, 'timestamp(3)')
    .replace(/\btime(?![(\w]| zone)/g, 'time(3)');
}
