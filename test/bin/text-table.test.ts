import { textTable } from '../../bin/text-table';

test('aligned columns, NULL empty, long and broken cells on one line', () => {
  const rows = [
    ['a', null],
    ['longer\nname', 'x'.repeat(100)],
  ];
  expect(textTable(['name', 'value'], rows, 60)).toBe(
    ['name         value', `${'-'.repeat(11)}  ${'-'.repeat(60)}`, 'a', `longer name  ${'x'.repeat(59)}…`].join('\n'),
  );
});

test('nothing is cut unless asked to', () => {
  expect(textTable(['name'], [['x'.repeat(200)]])).toContain('x'.repeat(200));
});
