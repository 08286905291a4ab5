/** The six parts of an ARN; the last may have colons of its own. Nothing where there are fewer. */
export function arnFields(arn: string): readonly string[] | undefined {
  const parts = arn.split(':');
  if (parts.length < 6) return undefined;
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
