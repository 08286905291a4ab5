import { decide, type Outcome } from '../../lib/authorization/decide';
import type { Operation } from '../../lib/authorization/rules/operation';
import { worldWith } from './arcadia-world';
import { grantsInWords } from './grants-in-words';

/**
 * The authorization table, row by row, for tables and views that Lake Formation governs.
 *
 * A row: the operation, the object (`arcadia-world` has the views), everything the principal holds, and what comes of
 * it. `allow`: the policy and AWS let it. `policy-deny`: AWS lets it, the policy does not. `aws-deny`: the reverse.
 * `deny`: neither. A sixth cell is the literal reading, where it differs from the strict one.
 */
type Row = readonly [operation: Operation, object: string, holds: string, strict: Outcome, literal?: Outcome];

// The table and what its columns hold: sd.t(y, m, d, v, secret), sd.u(k).
const USED = 'SELECT(y, m, d, v) sd.t';
const SIX = 'SELECT,INSERT,DELETE,ALTER,DROP,DESCRIBE sd.t';

const TABLE: Readonly<Record<string, readonly Row[]>> = {
  'R1 CREATE ANALYTICAL VIEW: SELECT on the table or on every used column, and ALL on the target database': [
    ['create', 'td.av1', `${USED}; ALL td`, 'allow'],
    ['create', 'td.av1', 'SELECT sd.t; ALL td', 'allow'],
    ['create', 'td.av1', 'ALL sd.t; ALL td', 'allow'],
    // v is only aggregated, yet used
    ['create', 'td.av1', 'SELECT(y, m, d) sd.t; ALL td', 'deny'],
    ['create', 'td.av1', `${USED}; CREATE_TABLE td`, 'policy-deny'],
    ['create', 'td.av1', `${USED}; ALTER,CREATE_TABLE,DESCRIBE,DROP td`, 'policy-deny'],
    ['create', 'td.av1', USED, 'deny'],
    ['create', 'td.av1', 'ALL td', 'deny'],
    ['create', 'td.av1', 'ALL sd; ALL td', 'deny', 'aws-deny'],
    // every base table
    ['create', 'td.av2', `${USED}; SELECT(k) sd.u; ALL td`, 'allow'],
    ['create', 'td.av2', `${USED}; ALL td`, 'deny'],
    // a logical view of it asks the same
    ['create', 'td.lv', `${USED}; ALL td`, 'allow'],
    ['create', 'td.lv', `${USED}; CREATE_TABLE td`, 'policy-deny'],
    ['create', 'td.lv', 'SELECT(y, m, d) sd.t; ALL td', 'deny'],
  ],
  'R1 for a definer view: whole tables, with the right to pass on': [
    ['create', 'td.dv', 'SELECT+ sd.t; ALL td', 'allow'],
    ['create', 'td.dv', 'SELECT sd.t; ALL td', 'deny'],
    ['create', 'td.dv', 'SELECT+(y, m, d, v) sd.t; ALL td', 'deny'],
    ['create', 'td.dv', 'SELECT+ sd.t; CREATE_TABLE td', 'policy-deny'],
  ],
  'R2 REFRESH: ALL on the base tables': [
    ['refresh', 'td.av1', 'ALL sd.t; INSERT,DELETE td.av1', 'allow'],
    ['refresh', 'td.av1', `${SIX}; INSERT,DELETE td.av1`, 'allow'],
    ['refresh', 'td.av1', 'ALL sd.t', 'aws-deny'],
    ['refresh', 'td.av1', 'SELECT,INSERT sd.t; INSERT,DELETE td.av1', 'policy-deny'],
    ['refresh', 'td.av1', 'SELECT,INSERT,DELETE,ALTER,DROP sd.t; INSERT,DELETE td.av1', 'policy-deny'],
    ['refresh', 'td.av1', 'ALL td.av1', 'deny'],
    ['refresh', 'td.av2', 'ALL sd.t; SELECT sd.u; ALL td.av2', 'policy-deny'],
    ['refresh', 'td.av2', 'ALL sd.t; ALL sd.u; ALL td.av2', 'allow'],
    ['refresh', 'td.av1', 'ALL sd; SELECT sd.t; INSERT,DELETE td.av1', 'policy-deny', 'allow'],
    ['refresh', 'td.lv', 'ALL sd.t; ALL td.lv', 'deny'],
  ],
  'R3 DROP: ALL on the base tables, whatever is held on the view': [
    ['drop', 'td.av1', 'ALL sd.t; DROP td.av1', 'allow'],
    ['drop', 'td.av1', 'ALL sd.t', 'aws-deny'],
    ['drop', 'td.av1', 'DROP td.av1', 'policy-deny'],
    ['drop', 'td.av1', 'ALL td.av1', 'policy-deny'],
    ['drop', 'td.av1', 'SELECT,DROP sd.t; DROP td.av1', 'policy-deny'],
    ['drop', 'td.av1', 'ALL td', 'deny'],
    ['drop', 'td.av2', 'ALL sd.t; DROP td.av2', 'policy-deny'],
    ['drop', 'td.lv', 'ALL sd.t; DROP td.lv', 'allow'],
    ['drop', 'td.lv', 'SELECT sd.t; DROP td.lv', 'policy-deny'],
    ['drop', 'td.dv', 'SELECT+ sd.t; DROP td.dv', 'policy-deny'],
  ],
  'R4 SHOW: some table privilege on the base tables': [
    ['show', 'td.av1', 'SELECT sd.t; DESCRIBE td.av1; DESCRIBE td', 'allow'],
    ['show', 'td.av1', 'INSERT sd.t; DESCRIBE td.av1; DESCRIBE td', 'allow'],
    ['show', 'td.av1', 'DROP sd.t; SELECT td.av1; DESCRIBE td', 'allow'],
    ['show', 'td.av1', 'SELECT sd.t', 'aws-deny'],
    // columns are no table privilege
    ['show', 'td.av1', `${USED}; DESCRIBE td.av1; DESCRIBE td`, 'policy-deny'],
    ['show', 'td.av1', 'DESCRIBE sd.t; DESCRIBE td.av1; DESCRIBE td', 'policy-deny', 'allow'],
    ['show', 'td.av1', 'DESCRIBE td.av1; DESCRIBE td', 'policy-deny'],
    ['show', 'td.av1', 'nothing', 'deny'],
    ['show', 'td.lv', 'INSERT sd.t; DESCRIBE td.lv; DESCRIBE td', 'allow'],
    ['show', 'td.lv', `${USED}; SELECT td.lv; DESCRIBE td`, 'policy-deny'],
    ['show', 'td.dv', 'INSERT sd.t; DESCRIBE td.dv; DESCRIBE td', 'allow'],
    ['show', 'td.dv', 'SELECT td.dv; DESCRIBE td', 'policy-deny'],
    ['show', 'td.av2', 'SELECT sd.t; DESCRIBE td.av2; DESCRIBE td', 'policy-deny'],
  ],
  'R5 DESCRIBE: the same, or some column': [
    ['describe', 'td.av1', 'INSERT sd.t; DESCRIBE td.av1', 'allow'],
    ['describe', 'td.av1', 'SELECT(y) sd.t; DESCRIBE td.av1', 'allow'],
    ['describe', 'td.av1', 'SELECT(secret) sd.t; DESCRIBE td.av1', 'allow'],
    ['describe', 'td.av1', 'SELECT(y) sd.t', 'aws-deny'],
    ['describe', 'td.av1', 'DESCRIBE sd.t; DESCRIBE td.av1', 'policy-deny', 'allow'],
    ['describe', 'td.av1', 'SELECT td.av1', 'policy-deny'],
    ['describe', 'td.av2', 'SELECT(y) sd.t; DESCRIBE td.av2', 'policy-deny'],
    ['describe', 'td.av2', 'SELECT(y) sd.t; INSERT sd.u; DESCRIBE td.av2', 'allow'],
    ['describe', 'td.lv', 'DESCRIBE td.lv', 'policy-deny'],
    ['describe', 'td.lv', 'SELECT(y) sd.t; DESCRIBE td.lv', 'allow'],
    ['describe', 'td.dv', 'SELECT(y) sd.t; DESCRIBE td.dv', 'allow'],
    ['describe', 'td.dv', 'SELECT td.dv', 'policy-deny'],
  ],
  'R6 SELECT y, v FROM sd.t: SELECT on the table or on the used columns': [
    ['select', 'sd.t', 'SELECT sd.t', 'allow'],
    ['select', 'sd.t', 'SELECT(y, v) sd.t', 'allow'],
    ['select', 'sd.t', 'ALL sd.t', 'allow'],
    ['select', 'sd.t', 'SELECT(y) sd.t', 'deny'],
    ['select', 'sd.t', 'DESCRIBE sd.t', 'deny'],
    ['select', 'sd.t', 'ALL sd', 'deny', 'aws-deny'],
    // nothing follows from the view to its base
    ['select', 'sd.t', 'SELECT td.av1', 'deny'],
  ],
  'R7 SELECT FROM ANALYTICAL VIEW: SELECT on the whole base tables': [
    ['select', 'td.av1', 'SELECT sd.t; SELECT td.av1', 'allow'],
    ['select', 'td.av1', 'ALL sd.t; SELECT td.av1', 'allow'],
    ['select', 'td.av1', 'SELECT sd.t', 'aws-deny'],
    ['select', 'td.av1', `${USED}; SELECT td.av1`, 'policy-deny'],
    // one by one, every column is not the table
    ['select', 'td.av1', 'SELECT(y, m, d, v, secret) sd.t; SELECT td.av1', 'policy-deny'],
    ['select', 'td.av1', 'SELECT td.av1', 'policy-deny'],
    ['select', 'td.av1', 'INSERT sd.t; SELECT td.av1', 'policy-deny'],
    ['select', 'td.av1', 'ALL sd; SELECT td.av1', 'policy-deny', 'allow'],
    ['select', 'td.av2', 'SELECT sd.t; SELECT td.av2', 'policy-deny'],
    ['select', 'td.av2', 'SELECT sd.t; SELECT sd.u; SELECT td.av2', 'allow'],
  ],
  'R8 EXPLAIN SELECT y, v FROM sd.t: as the SELECT itself': [
    ['explain', 'sd.t', 'SELECT(y, v) sd.t', 'allow'],
    ['explain', 'sd.t', 'SELECT(y) sd.t', 'deny'],
    ['explain', 'sd.t', 'DESCRIBE sd.t', 'deny'],
    // of an analytical view, as R7
    ['explain', 'td.av1', 'SELECT sd.t; SELECT td.av1', 'allow'],
    ['explain', 'td.av1', `${USED}; SELECT td.av1`, 'policy-deny'],
    ['explain-internal', 'td.av1', 'SELECT sd.t; SELECT td.av1', 'allow'],
    ['explain-internal', 'td.av1', `${USED}; SELECT td.av1`, 'policy-deny'],
  ],
  'R9 SELECT FROM LOGICAL VIEW: SELECT on the view; AWS checks the base of an invoker view too': [
    ['select', 'td.lv', `SELECT td.lv; ${USED}`, 'allow'],
    ['select', 'td.lv', 'SELECT td.lv; SELECT sd.t', 'allow'],
    ['select', 'td.lv', 'SELECT td.lv', 'aws-deny'],
    ['select', 'td.lv', 'SELECT td.lv; SELECT(y, m, d) sd.t', 'aws-deny'],
    ['select', 'td.lv', 'SELECT sd.t', 'deny'],
    ['select', 'td.lv', `DESCRIBE td.lv; ${USED}`, 'deny'],
    ['select', 'td.lv', `ALL td; ${USED}`, 'deny', 'aws-deny'],
    // views between are expanded by the policy, and checked by AWS
    ['select', 'td.lv_over_lv', `SELECT td.lv_over_lv; SELECT td.lv; ${USED}`, 'allow'],
    ['select', 'td.lv_over_lv', `SELECT td.lv_over_lv; ${USED}`, 'aws-deny'],
    // an analytical view between is read with its own rights
    ['select', 'td.lv_over_av1', 'SELECT td.lv_over_av1; SELECT td.av1', 'allow'],
    ['select', 'td.lv_over_av1', 'SELECT td.lv_over_av1; SELECT(y) td.av1', 'allow'],
    ['select', 'td.lv_over_av1', 'SELECT td.lv_over_av1; SELECT sd.t', 'aws-deny'],
    ['select', 'td.dv', 'SELECT td.dv', 'allow'],
    ['select', 'td.dv', 'SELECT sd.t', 'deny'],
    // count(*): rows can be counted by who can read some column
    ['select', 'td.rows', 'SELECT td.rows; SELECT(secret) sd.t', 'allow'],
    ['select', 'td.rows', 'SELECT td.rows; SELECT sd.t', 'allow'],
    ['select', 'td.rows', 'SELECT td.rows; DESCRIBE sd.t', 'aws-deny'],
  ],
  'R10 EXPLAIN LOGICAL VIEW, by the service itself: SELECT on the view': [
    ['explain-internal', 'td.lv', `SELECT td.lv; ${USED}`, 'allow'],
    ['explain-internal', 'td.lv', 'SELECT td.lv', 'aws-deny'],
    ['explain-internal', 'td.dv', 'SELECT td.dv', 'allow'],
    ['explain-internal', 'td.lv', USED, 'deny'],
  ],
  'R11 EXPLAIN LOGICAL VIEW, by a user: SELECT on the used columns of the base tables as well': [
    ['explain', 'td.lv', `SELECT td.lv; ${USED}`, 'allow'],
    ['explain', 'td.lv', 'SELECT td.lv', 'deny'],
    ['explain', 'td.lv', 'SELECT td.lv; SELECT(y, m, d) sd.t', 'deny'],
    ['explain', 'td.lv', USED, 'deny'],
    ['explain', 'td.dv', `SELECT td.dv; ${USED}`, 'allow'],
    ['explain', 'td.dv', 'SELECT td.dv', 'policy-deny'],
    ['explain', 'td.lv_over_av1', `SELECT td.lv_over_av1; SELECT td.av1; ${USED}`, 'policy-deny', 'allow'],
    ['explain', 'td.lv_over_av1', 'SELECT td.lv_over_av1; SELECT td.av1; SELECT sd.t', 'allow'],
    ['explain', 'td.lv_over_av1', 'SELECT td.lv_over_av1; SELECT td.av1', 'policy-deny'],
    ['explain', 'td.rows', 'SELECT td.rows; DESCRIBE sd.t', 'deny'],
    ['explain', 'td.rows', 'SELECT td.rows; SELECT(secret) sd.t', 'allow'],
  ],
  'R12 ALTER: ALL on the base tables': [
    ['alter', 'td.av1', 'ALL sd.t; ALTER td.av1', 'allow'],
    ['alter', 'td.av1', 'ALL sd.t', 'aws-deny'],
    ['alter', 'td.av1', 'ALTER sd.t; ALTER td.av1', 'policy-deny'],
    ['alter', 'td.av1', 'ALL td.av1', 'policy-deny'],
    // Lake Formation has no ALTER on views
    ['alter', 'td.lv', 'ALL sd.t; ALL td.lv', 'allow'],
    ['alter', 'td.lv', 'SELECT sd.t; ALL td.lv', 'policy-deny'],
    ['alter', 'td.dv', 'ALL sd.t; ALL td.dv', 'allow'],
    ['alter', 'td.dv', 'SELECT+ sd.t; ALL td.dv', 'policy-deny'],
    ['alter', 'td.lv', 'ALL sd.t; SELECT,DROP td.lv', 'aws-deny'],
  ],
  'R13 INSERT INTO ANALYTICAL VIEW: INSERT on the base tables, and SELECT in the strict reading': [
    ['insert', 'td.av1', 'INSERT,SELECT sd.t; INSERT td.av1', 'allow'],
    ['insert', 'td.av1', 'ALL sd.t; INSERT td.av1', 'allow'],
    ['insert', 'td.av1', 'INSERT sd.t; INSERT td.av1', 'policy-deny', 'allow'],
    ['insert', 'td.av1', `INSERT sd.t; ${USED}; INSERT td.av1`, 'policy-deny', 'allow'],
    ['insert', 'td.av1', 'INSERT,SELECT sd.t', 'aws-deny'],
    ['insert', 'td.av1', 'INSERT td.av1', 'policy-deny'],
    ['insert', 'td.av2', 'INSERT,SELECT sd.t; INSERT td.av2', 'policy-deny'],
    ['insert', 'td.lv', 'ALL sd.t; ALL td.lv', 'deny'],
  ],
  'R14 SELECT on the base alone lets nobody change the view, whatever AWS would let': [
    ['alter', 'td.av1', 'SELECT sd.t; ALL td.av1', 'policy-deny'],
    ['insert', 'td.av1', 'SELECT sd.t; ALL td.av1', 'policy-deny'],
    ['refresh', 'td.av1', 'SELECT sd.t; ALL td.av1', 'policy-deny'],
    ['drop', 'td.av1', 'SELECT sd.t; ALL td.av1', 'policy-deny'],
    ['alter', 'td.av1', 'SELECT sd.t', 'deny'],
    ['insert', 'td.av1', 'SELECT sd.t', 'deny'],
    ['refresh', 'td.av1', 'SELECT sd.t', 'deny'],
    ['drop', 'td.av1', 'SELECT sd.t', 'deny'],
  ],
};

/** The query of R6 and R8. */
const QUERIED: Readonly<Record<string, readonly string[]>> = { 'sd.t': ['y', 'v'] };

describe.each(Object.entries(TABLE))('%s', (_, rows) => {
  for (const [operation, object, holds, strict, literal = strict] of rows) {
    test(`${operation} ${object} holding ${holds}: ${strict}`, () => {
      const [database, table] = object.split('.');
      const world = worldWith(grantsInWords(holds));
      const outcome = (reading: 'strict' | 'literal') =>
        decide(operation, 'p', { database, table, columns: QUERIED[object] }, world, { reading }).outcome;
      expect({ strict: outcome('strict'), literal: outcome('literal') }).toEqual({ strict, literal });
    });
  }
});
