import { ATHENA } from './athena';
import { ENCRYPTION, NAMED_KEY } from './encryption';
import type { CatalogueEntry } from './entry';
import { GLUE } from './glue';
import { LAKE_FORMATION } from './lake-formation';
import { LAKE_FORMATION_ADMINISTRATION } from './lake-formation-administration';
import { NAMES } from './names';
import { SERVICES } from './services';
import { OBJECTS, STORAGE } from './storage';
import { THROTTLES } from './throttles';

export { WRAPPERS } from './wrappers';

/** Causes in the order they are looked for: throttles first, then whatever is more specific before what is less. */
export const CAUSES: readonly CatalogueEntry[] = [
  ...THROTTLES,
  NAMED_KEY,
  ...LAKE_FORMATION,
  ...GLUE,
  ...SERVICES,
  ...ATHENA,
  ...LAKE_FORMATION_ADMINISTRATION,
  ...STORAGE,
  ...ENCRYPTION,
  ...NAMES,
  ...OBJECTS,
];
