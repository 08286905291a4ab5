import { parseDefinition, readTable } from '../../lib/tabulator/definition/definition-file';

const GENES = `schema:
  - name: gene_id
    type: STRING
    nullable: false
  - name: Length
    type: FLOAT
source:
  type: quilt-packages
  package_name: ^ccle/(?<date>[^_]+)_(?P<study_id>[^_]+)_nfcore_rnaseq$
  logical_key: quant/(?<sample_id>[^/]+)/quant*\\.genes\\.sf$
parser:
  format: csv
  delimiter: "\\t"
  header: true
`;

/** The lines of the one error that a text is refused with. */
function refused(text: string): string[] {
  try {
    parseDefinition(text, 'genes.yaml');
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  throw new Error('accepted');
}

test('the example of the documentation is read, with named groups of both expressions', () => {
  expect(parseDefinition(GENES, 'genes.yaml')).toEqual({
    columns: [
      { name: 'gene_id', type: 'STRING', nullable: false },
      { name: 'Length', type: 'FLOAT', nullable: true },
    ],
    packageName: '^ccle/(?<date>[^_]+)_(?P<study_id>[^_]+)_nfcore_rnaseq$',
    logicalKey: 'quant/(?<sample_id>[^/]+)/quant*\\.genes\\.sf$',
    parser: { format: 'csv', header: true, delimiter: '\t' },
    continueOnError: false,
    groups: ['date', 'study_id', 'sample_id'],
  });
});

test('what is left out has the defaults of the documentation', () => {
  const text = `
schema: [{ name: a, type: DATE }]
source: { type: quilt-packages, package_name: .*, logical_key: x }
parser: { format: csv }
continue_on_error: true`;
  expect(parseDefinition(text, 'a.yaml')).toMatchObject({
    columns: [{ name: 'a', type: 'DATE', nullable: true }],
    parser: { format: 'csv', header: false, delimiter: ',' },
    continueOnError: true,
    groups: [],
  });
});

test('parquet has no options', () => {
  const parquet = GENES.replace(/parser:[\s\S]*/, 'parser: { format: parquet }\n');
  expect(parseDefinition(parquet, 'genes.yaml').parser).toEqual({ format: 'parquet' });
  expect(refused(parquet.replace('parquet', 'parquet, header: true'))).toEqual([
    'genes.yaml:11:36: parser.header: header is for csv, found it beside parquet; leave it out',
  ]);
});

test('names outside lower case are told, not refused', () => {
  const { warnings } = readTable(GENES);
  expect(warnings.map(({ position, message }) => [position.line, message])).toEqual([
    [5, expect.stringMatching(/^schema\[1\]\.name: column "Length" is called "length" in Athena/)],
  ]);
});

test('every problem is told at once, with line and key', () => {
  const broken = GENES.replace('name: Length', 'name: 1st')
    .replace('FLOAT', 'FLAOT')
    .replace('(?<sample_id>', '(?=')
    .replace('"\\t"', '";;"');
  expect(refused(broken)).toEqual([
    expect.stringMatching(/^genes\.yaml:5:11: schema\[1\]\.name: .*found "1st"; write for example "st"$/),
    expect.stringMatching(/^genes\.yaml:6:11: schema\[1\]\.type: unknown type "FLAOT"; .*did you mean "FLOAT"\?$/),
    expect.stringMatching(/^genes\.yaml:10:16: source\.logical_key: .*RE2.*\(\?=/),
    expect.stringMatching(/^genes\.yaml:13:14: parser\.delimiter: delimiter must be one character, .*, found ";;"/),
  ]);
});

test.each(['"\\""', '"\\n"', '"\\r"'])('a delimiter that is part of CSV itself is refused: %s', (delimiter) => {
  expect(refused(GENES.replace('"\\t"', delimiter))).toEqual([
    expect.stringMatching(/13:14: parser\.delimiter: .*no double quote and no end of a line, found/),
  ]);
});

test('a file without anything is told what could stand there', () => {
  for (const text of ['', '# nothing\n']) {
    expect(refused(text)).toEqual([
      expect.stringMatching(/^genes\.yaml:1:1: must be a mapping, found nothing; .*"}}$|true}}$/),
    ]);
  }
});

test.each([
  ['look-ahead', '(?=a)b'],
  ['look-behind', '(?<=a)b'],
  ['a backreference', '(a)\\1'],
  ['a group that is not closed', '(a'],
  ['a name twice', '(?<a>x)(?<a>y)'],
])('%s is no regular expression of RE2', (_, text) => {
  const [line] = refused(GENES.replace(/package_name: .*/, `package_name: ${JSON.stringify(text)}`));
  expect(line).toMatch(/^genes\.yaml:9:17: source\.package_name: must be a regular expression as RE2 knows it/);
});

test.each([
  ['in capitals', '(?<Study>x)', /lower case, found "Study"; write \(\?<study>…\)$/],
  ['like a column, capitals aside', '(?<length>x)', /found "length" beside the column "Length" of the schema/],
  ['like one of the other expression', '(?<sample_id>x)', /found "sample_id" in package_name too/],
])('a named group must not be called %s', (_, pattern, message) => {
  const [line, ...others] = refused(GENES.replace(/package_name: .*/, `package_name: ${pattern}`));
  expect(line).toMatch(message);
  expect(others).toEqual([]);
});

test('two columns may not differ in capitals alone', () => {
  expect(refused(GENES.replace('name: Length', 'name: Gene_ID'))).toEqual([
    expect.stringMatching(/^genes\.yaml:5:11: schema\[1\]\.name: columns must differ.*"gene_id" at schema\[0\]/),
  ]);
});

test.each([
  [
    'a key that is not known',
    GENES.replace('nullable', 'nulable'),
    /:4:5: schema\[0\]\.nulable: unknown key.*"nullable"\?$/,
  ],
  ['a missing part', GENES.replace(/parser:[\s\S]*/, ''), /:1:1: missing key "parser"/],
  ['text where a flag is wanted', GENES.replace('header: true', 'header: yes'), /:14:11: parser\.header: .*write true/],
  ['an unknown source', GENES.replace('quilt-packages', 'bucket'), /:8:9: source\.type: unknown type "bucket"/],
  ['no YAML', 'schema: [', /^genes\.yaml:1:\d+: not YAML/],
  ['nothing', '', /^genes\.yaml:1:1: must be a mapping, found nothing/],
])('%s is refused', (_, text, message) => {
  expect(refused(text)[0]).toMatch(message);
});
