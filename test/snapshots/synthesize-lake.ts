import { writtenTemplates } from '../support/written-templates';
import { LARGE } from './lakes';

/** A process of its own: prints the templates of a lake, for a comparison byte by byte. */
process.stdout.write(JSON.stringify([...writtenTemplates(LARGE)]));
