import { textTable } from '../../local/table';

test('aligned columns, NULL empty, long and broken cells on one line', () => {
  const rows = [
    ['a', null],
    ['longer\nname', 'x'.repeat(100)],
  ];
  expect(textTable(['name', 'value'], rows)).toBe(
    [`name         value`, `${'─'.repeat(11)}  ${'─'.repeat(60)}`, 'a', `longer name  ${'x'.repeat(59)}…`].join('\n'),
  );
});
