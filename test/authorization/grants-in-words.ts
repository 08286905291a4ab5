import type { Grant, Privilege } from '../../lib/authorization/grant';

const ONE = /^(?<privileges>[A-Z_,]+)(?<passOn>\+)?(?:\((?<columns>[^)]*)\))? (?<database>[^.]+)(?:\.(?<table>.+))?$/;

/**
 * Grants as the authorization table writes them: `SELECT(y, m) sd.t; ALL td`. With the right to pass on: `SELECT+ sd.t`.
 */
export function grantsInWords(words: string, principal = 'p'): Grant[] {
  return words
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'nothing')
    .map((part) => {
      const { privileges, passOn, columns, database, table } = ONE.exec(part)?.groups ?? {};
      if (!privileges) throw new Error(`not a grant: ${part}`);
      const names = privileges.split(',') as Privilege[];
      return {
        principal,
        database,
        ...(table === undefined ? {} : { table }),
        ...(columns === undefined ? {} : { columns: columns.split(',').map((column) => column.trim()) }),
        privileges: names,
        ...(passOn ? { grantable: names } : {}),
      };
    });
}
