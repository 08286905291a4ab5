import { BadFile } from '../bad-file';
import { UnfitValue } from './unfit-value';

/** What the decoder says of bytes that are not what they should be. It reads no files, so that the bytes are to blame. */
export function understood<T>(what: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof BadFile || error instanceof UnfitValue) throw error;
    throw new BadFile(`${what} cannot be decoded: ${error instanceof Error ? error.message : error}`);
  }
}
