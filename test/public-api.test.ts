import * as path from 'node:path';
import * as ts from 'typescript';

/** What a consumer sees, read with the TypeScript compiler: everything that lib/index.ts exports. */

const INDEX = path.resolve(__dirname, '../lib/index.ts');
const program = ts.createProgram([INDEX], {
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
});
const checker = program.getTypeChecker();

function exportsOfIndex(): ts.Symbol[] {
  const source = program.getSourceFile(INDEX);
  const index = source && checker.getSymbolAtLocation(source);
  if (!index) throw new Error(`${INDEX} exports nothing`);
  return checker.getExportsOfModule(index);
}

const exported = exportsOfIndex().map((symbol): [string, ts.Symbol] => [symbol.name, symbol]);

const documented = (symbol: ts.Symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
const tag = (symbol: ts.Symbol, name: string) => {
  const found = symbol.getJsDocTags(checker).find((each) => each.name === name);
  return found && ts.displayPartsToString(found.text).trim();
};

function isHidden(declaration: ts.Declaration): boolean {
  const flags = ts.getCombinedModifierFlags(declaration);
  const internal = ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === 'internal');
  return internal || (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
}

/** Members that the library itself declares, with their declarations; constructors are the class's. */
function membersOf(symbol: ts.Symbol): [name: string, member: ts.Symbol, declaration: ts.Declaration][] {
  return [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])].flatMap((member) => {
    const [declaration] = member.declarations ?? [];
    if (!declaration || isHidden(declaration) || member.flags & (ts.SymbolFlags.Constructor | ts.SymbolFlags.Prototype))
      return [];
    return [[`${symbol.name}.${member.name}`, member, declaration]];
  });
}

/** A member that a base or interface declares is documented there. */
function inherited(symbol: ts.Symbol, member: ts.Symbol): string {
  const [declaration] = symbol.declarations ?? [];
  if (!declaration || !(ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration))) return '';
  const bases = (declaration.heritageClauses ?? []).flatMap((clause) =>
    clause.types.map((type) => checker.getTypeAtLocation(type)),
  );
  return bases
    .map((base) => base.getProperty(member.name))
    .map((base) => (base ? documented(base) : ''))
    .join('');
}

function isConstruct(symbol: ts.Symbol): boolean {
  if (!(symbol.flags & ts.SymbolFlags.Class)) return false;
  const declared = checker.getDeclaredTypeOfSymbol(symbol);
  const bases = (type: ts.Type): ts.Type[] =>
    (type.isClassOrInterface() ? checker.getBaseTypes(type) : []).flatMap((base) => [base, ...bases(base)]);
  return bases(declared).some((base) => base.symbol.name === 'Construct');
}

test('the public API is what is listed here', () => {
  expect(exported.map(([name]) => name).sort()).toMatchSnapshot();
});

test.each(exported)('%s has a doc comment', (_, symbol) => {
  expect(documented(symbol)).not.toBe('');
});

test.each(exported)('every member of %s has a doc comment', (_, symbol) => {
  const without = membersOf(symbol).filter(
    ([, member]) => documented(member) === '' && inherited(symbol, member) === '',
  );
  expect(without.map(([name]) => name)).toEqual([]);
});

test.each(exported)('every optional property of %s tells its default', (_, symbol) => {
  // An interface that classes implement has no defaults.
  if (!(symbol.flags & ts.SymbolFlags.Interface) || /^I[A-Z]/.test(symbol.name)) return;
  const optional = membersOf(symbol).filter(([, member]) => member.flags & ts.SymbolFlags.Optional);
  const untold = optional.filter(([, member]) => ['', undefined, 'undefined'].includes(tag(member, 'default')));
  expect(untold.map(([name]) => name)).toEqual([]);
});

test.each(exported.filter(([, symbol]) => isConstruct(symbol)))('%s has an example', (_, symbol) => {
  expect(tag(symbol, 'example')).toMatch(/new |\w+\(/);
});

test('constructs are told apart from other classes', () => {
  const constructs = exported.filter(([, symbol]) => isConstruct(symbol)).map(([name]) => name);
  expect(constructs).toEqual(expect.arrayContaining(['QuiltAthena', 'QueryRole', 'ResultsBucket', 'Workgroup']));
  expect(constructs).not.toContain('QueryGrants');
});

// jsii compiles these rules in; here they are told beside the others, and without a build.
test.each(exported)('every property of %s is readonly', (_, symbol) => {
  const properties = membersOf(symbol).filter(
    ([, , declaration]) => ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration),
  );
  const changeable = properties.filter(
    ([, , declaration]) => !(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly),
  );
  expect(changeable.map(([name]) => name)).toEqual([]);
});
