/** Keys whose text tells of a failure, in the answers of AWS and in logs. */
const TELLING = /reason|message|error|cause|description|exception|log|text|body|output|stack/i;

/** The telling texts of a JSON value, a line each, and Athena's error type; nothing if the text is no JSON. */
export function textFromJson(text: string): string | undefined {
  const start = text.trimStart();
  if (!/^[{["]/.test(start)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(start);
  } catch {
    return undefined;
  }
  if (typeof value === 'string') return textFromJson(value) ?? value;
  const texts = { telling: [] as string[], all: [] as string[] };
  collect(value, '', texts);
  // Two keys of one answer often hold the same text, or one begins like the other.
  const lines = texts.telling.some((line) => line.includes(' ')) ? texts.telling : texts.all;
  return [...new Set(lines)].join('\n');
}

function collect(value: unknown, key: string, texts: { telling: string[]; all: string[] }): void {
  if (typeof value === 'string') {
    const inner = textFromJson(value) ?? value;
    texts.all.push(inner);
    if (TELLING.test(key)) texts.telling.push(inner);
  } else if (key === 'ErrorType' && typeof value === 'number') {
    texts.telling.push(`ErrorType: ${value}`);
    texts.all.push(`ErrorType: ${value}`);
  } else if (Array.isArray(value)) {
    for (const each of value) collect(each, key, texts);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) collect(each, name, texts);
  }
}
