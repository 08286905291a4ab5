import { classic } from './classic';
import type { Layout } from './layout';

/** Every layout there is, by name. */
export const LAYOUTS: ReadonlyMap<string, Layout> = new Map([classic].map((layout) => [layout.name, layout]));
