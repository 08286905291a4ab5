import { YamlSource } from '../../lib/model/yaml-source';
import { readTable } from '../../lib/tabulator/definition/definition-file';

/** Each line eight times the one before it. */
function eightfold(lines: number): string {
  const uses = (name: string) => `[${Array(8).fill(`*${name}`).join(', ')}]`;
  const rest = Array.from({ length: lines }, (_, i) => `a${i + 1}: &a${i + 1} ${uses(`a${i}`)}\n`);
  return `a0: &a0 [x]\n${rest.join('')}schema: *a${lines}\n`;
}

test('anchors that stand for more than anybody could have written are refused where the first of them is used', () => {
  const { problems } = new YamlSource(eightfold(30));
  expect(problems).toEqual([
    {
      position: { line: 9, column: 10 },
      message:
        'anchors must stand for at most 1000000 values, found *a7, which stands for more; write out what is meant',
    },
  ]);
  expect(readTable(eightfold(30)).problems).toEqual(problems);
});

test('an anchor within itself is refused', () => {
  const { problems } = new YamlSource('schema: &s\n  - { name: a, more: *s }\n');
  expect(problems).toEqual([
    {
      position: { line: 2, column: 22 },
      message: 'an anchor must not contain itself, found *s within it; write it out',
    },
  ]);
});

test('many uses of one anchor are none of that', () => {
  const uses = Array.from({ length: 2000 }, (_, i) => `r${i}: *read`).join('\n');
  const source = new YamlSource(`read: &read [${Array(400).fill('bucket').join(', ')}]\n${uses}\n`);
  expect(source.problems).toEqual([]);
  expect(Object.keys(source.value() as object)).toHaveLength(2001);
});
