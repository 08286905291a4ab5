import type { Diagnosis } from '../diagnosis';
import type { AccountReader, FailedQuery } from './account-reader';
import { columnSettled } from './column';
import { grantorSettled } from './grantor';
import { databaseSettled, tableSettled } from './object';
import { staleViewSettled } from './stale-view';

/** What checks found out: which of the two causes it is, as changes to the diagnosis, and what was asked. */
export interface Settlement {
  readonly changes: Partial<Pick<Diagnosis, 'permission' | 'layer' | 'cause' | 'confidence' | 'fix'>>;
  readonly checks: readonly string[];
}

type Settle = (diagnosis: Diagnosis, account: AccountReader, query: FailedQuery) => Promise<Settlement>;

/** Entries whose text has two causes (and E13, whose rarer cause is a permission), and what tells them apart. */
const SETTLERS: Readonly<Record<string, Settle>> = {
  E10: tableSettled,
  E11: databaseSettled,
  E12: columnSettled,
  E13: staleViewSettled,
  E30: grantorSettled,
};

/** Whether asking AWS would tell more. */
export function isUnsettled(diagnosis: Diagnosis): boolean {
  return diagnosis.id in SETTLERS;
}

/** The diagnosis with its ambiguity broken, as far as AWS tells. Reads only. */
export async function settled(
  diagnosis: Diagnosis,
  account: AccountReader,
  query: FailedQuery = {},
): Promise<Diagnosis> {
  const settle = SETTLERS[diagnosis.id];
  if (!settle) return diagnosis;
  const { changes, checks } = await settle(diagnosis, account, query);
  return { ...diagnosis, ...changes, checks };
}
