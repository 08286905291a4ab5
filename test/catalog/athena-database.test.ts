import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AthenaDatabase } from '../../lib/catalog/athena-database';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Lake');
});

test('is a Glue database of that name, and nothing else', () => {
  new AthenaDatabase(stack, 'Database', { databaseName: 'sales_lake', description: 'Packages' });

  expect(Template.fromStack(stack).toJSON().Resources).toEqual({
    DatabaseB269D8BB: {
      Type: 'AWS::Glue::Database',
      Properties: {
        CatalogId: { Ref: 'AWS::AccountId' },
        DatabaseInput: { Name: 'sales_lake', Description: 'Packages' },
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    },
  });
});

test('has no description unless one is given', () => {
  new AthenaDatabase(stack, 'Database', { databaseName: 'lake' });

  const [database] = Object.values(Template.fromStack(stack).findResources('AWS::Glue::Database'));
  expect(database.Properties.DatabaseInput).toEqual({ Name: 'lake' });
});

test('names itself and its ARNs literally, in any partition', () => {
  const database = new AthenaDatabase(stack, 'Database', { databaseName: 'lake' });

  expect(database.databaseName).toBe('lake');
  expect(stack.resolve(database.databaseArn)).toEqual(arn('database/lake'));
  expect(stack.resolve(database.catalogArn)).toEqual(arn('catalog'));
});

test('an imported database makes no resource', () => {
  const database = AthenaDatabase.fromDatabaseName(stack, 'Database', 'userathenadatabase-mbq1ihawbzb7');

  expect(database.databaseName).toBe('userathenadatabase-mbq1ihawbzb7');
  expect(stack.resolve(database.databaseArn)).toEqual(arn('database/userathenadatabase-mbq1ihawbzb7'));
  expect(stack.resolve(database.catalogArn)).toEqual(arn('catalog'));
  expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
});

test('an imported name may be a parameter', () => {
  const name = new CfnParameter(stack, 'Name').valueAsString;
  const database = AthenaDatabase.fromDatabaseName(stack, 'Database', name);

  expect(stack.resolve(database.databaseName)).toEqual({ Ref: 'Name' });
});

test.each(['a', 'a'.repeat(255), '0_a', 'my-lake', '_'])('accepts the name %s', (databaseName) => {
  new AthenaDatabase(stack, 'Database', { databaseName });
  Template.fromStack(stack).hasResourceProperties('AWS::Glue::Database', { DatabaseInput: { Name: databaseName } });
});

describe('fails when', () => {
  test.each([
    ['', 'a database name has 1 to 255 bytes, found 0: choose another'],
    ['a'.repeat(256), 'a database name has 1 to 255 bytes, found 256: choose another'],
    ['Lake', 'a database name must be lower case, as Glue makes it so, found "Lake": use "lake"'],
    [
      'my.lake',
      'a database name has letters, digits, "_" and "-", found "my.lake": replace the other characters by "_"',
    ],
    ['größe', 'a database name has letters, digits, "_" and "-", found "größe": replace the other characters by "_"'],
    [
      'default',
      'a stack must not own the database of that name, found "default": choose another, or import it with AthenaDatabase.fromDatabaseName',
    ],
    [
      'information_schema',
      'a stack must not own the database of that name, found "information_schema": choose another',
    ],
  ])('its name is %j', (databaseName, message) => {
    expect(() => new AthenaDatabase(stack, 'Database', { databaseName })).toThrow(`Lake/Database: ${message}`);
  });

  test('its name is a token', () => {
    const databaseName = new CfnParameter(stack, 'Name').valueAsString;
    expect(() => new AthenaDatabase(stack, 'Database', { databaseName })).toThrow(
      'Lake/Database: a database name must be known at synth, found a token: write it out, because SQL, grants and policies spell it',
    );
  });

  test('an imported name is in upper case', () => {
    expect(() => AthenaDatabase.fromDatabaseName(stack, 'Database', 'Lake')).toThrow(
      'Lake/Database: a database name must be lower case, as Glue makes it so, found "Lake": use "lake"',
    );
  });
});

function arn(resource: string) {
  const parts = [{ Ref: 'AWS::Partition' }, ':glue:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }];
  return { 'Fn::Join': ['', ['arn:', ...parts, `:${resource}`]] };
}
