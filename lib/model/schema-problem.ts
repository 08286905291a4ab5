import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { packageRoot } from './package-root';
import type { Problem } from './problem';
import { unknownValue } from './unknown-value';
import { wrongType } from './wrong-type';
import type { YamlSource } from './yaml-source';

/** A place where a file does not follow the schema. */
export interface SchemaProblem extends Problem {
  /** `key`: a key that is not known. `shape`: a type or a missing key. `value`: right type, unsuitable value. */
  readonly kind: 'key' | 'shape' | 'value';
}

/** What a file can be: a lake, or a table of Tabulator as Quilt writes it. */
export type SchemaName = 'quilt-athena' | 'tabulator-table';

/** Where the schema of `quilt-athena.yaml`, or of another file, lies. */
export function schemaPath(name: SchemaName = 'quilt-athena'): string {
  return path.join(packageRoot(), 'schema', `${name}.schema.json`);
}

/** Everything in which the value of a file does not follow the schema. */
export function schemaProblems(source: YamlSource, value: unknown, name: SchemaName = 'quilt-athena'): SchemaProblem[] {
  const validate = validator(name);
  validate(value);
  // That a condition's branch is not met is told by what the branch says.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
  return errors.map((error) => problemOf(error, pathOf(error.instancePath, value), source));
}

let schemas: Ajv | undefined;

function validator(name: SchemaName): ValidateFunction {
  schemas ??= withSchemas();
  const validate = schemas.getSchema(idOf(name));
  if (!validate) throw new Error(`no schema is called ${name}`);
  return validate;
}

function withSchemas(): Ajv {
  // `verbose` puts the schema and the value found into each error, which the messages are made of.
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  for (const name of ['quilt-athena', 'tabulator-table'] as const) {
    ajv.addSchema(JSON.parse(readFileSync(schemaPath(name), 'utf8')));
  }
  return ajv;
}

function idOf(name: SchemaName): string {
  return `https://raw.githubusercontent.com/quiltdata/cdk-quilt-athena/main/schema/${name}.schema.json`;
}

/** The part of a schema that messages are made of. */
interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
}

function problemOf(error: ErrorObject, at: (string | number)[], source: YamlSource): SchemaProblem {
  const schema: SchemaNode = error.parentSchema ? Object(error.parentSchema) : {};
  const found = JSON.stringify(error.data);
  switch (error.keyword) {
    case 'additionalProperties': {
      const key: string = error.params.additionalProperty;
      const allowed = Object.keys(schema.properties ?? {}).sort();
      return { kind: 'key', path: [...at, key], message: unknownValue('key', key, allowed, { knownAs: 'allowed' }) };
    }
    case 'required': {
      const key: string = error.params.missingProperty;
      const example = exampleOf(schema.properties?.[key]);
      return {
        kind: 'shape',
        path: at,
        message: `missing key ${JSON.stringify(key)}; add for example ${key}: ${example}`,
      };
    }
    case 'type': {
      const wanted: string | string[] = error.params.type;
      const message = wrongType([wanted].flat(), error.data, source.writtenAt(at), exampleOf(schema), at.length > 0);
      return { kind: 'shape', path: at, message };
    }
    case 'enum':
      return {
        kind: 'value',
        path: at,
        message: unknownValue('value', String(error.data), error.params.allowedValues, { knownAs: 'allowed' }),
      };
    default:
      return {
        kind: 'value',
        path: at,
        message: `${error.message}, found ${found}; write for example ${exampleOf(schema)}`,
      };
  }
}

function exampleOf(schema: SchemaNode | undefined): string {
  return JSON.stringify(schema?.examples?.[0] ?? schema?.default);
}

/** `/roles/0/read` → `['roles', 0, 'read']`: a number where the value around it is a list. */
function pathOf(pointer: string, value: unknown): (string | number)[] {
  const result: (string | number)[] = [];
  let around = value;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    result.push(Array.isArray(around) ? Number(key) : key);
    around = (around as Record<string, unknown>)[key];
  }
  return result;
}
