import { createCipheriv } from 'node:crypto';
import type { ObjectStore } from '../object-store';
import type { Room } from '../protocol/arrow-message';
import { giveBackRoom, takeRoom } from './rooms';

/** Where and how a split's blocks are spilled, as GetSplits decided. */
export interface SpillPlace {
  readonly bucket: string;
  readonly key: string;
  readonly encryption?: { readonly key: string; readonly nonce: string };
}

const TAG = 16;
const SLICE = 2 ** 16;
/** Blocks being written at a time. */
const UNDER_WAY = 3;

/**
 * AES-GCM with the tag at the end. One key and nonce serve for all blocks of a split, as the protocol has it
 * (awslabs/aws-athena-query-federation: security/AesGcmBlockCrypto.java).
 */
export function encrypted(
  bytes: Uint8Array,
  { key, nonce }: { readonly key: string; readonly nonce: string },
  room: Room = (bytes) => new ArrayBuffer(bytes),
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), Buffer.from(nonce, 'base64'));
  const result = Buffer.from(room(bytes.length + TAG), 0, bytes.length + TAG);
  // Slice by slice: new memory for a whole block costs more than the encryption.
  for (let at = 0; at < bytes.length; at += SLICE) cipher.update(bytes.subarray(at, at + SLICE)).copy(result, at);
  cipher.final();
  cipher.getAuthTag().copy(result, bytes.length);
  return result;
}

/** Writes blocks one after the other, named as the Java SDK names them (data/S3BlockSpiller.java). */
export class Spill {
  private count = 0;
  private readonly writes = new Set<Promise<unknown>>();
  private failure: unknown;

  constructor(
    private readonly store: ObjectStore,
    private readonly place: SpillPlace,
  ) {}

  get blocks(): number {
    return this.count;
  }

  /** Waits only while many are being written. The block's memory is given back: it must not be used any more. */
  async write(block: Uint8Array): Promise<void> {
    const { bucket, encryption } = this.place;
    const bytes = encryption ? encrypted(block, encryption, takeRoom) : block;
    if (encryption) giveBackRoom(block.buffer);
    const write = this.store
      .write(bucket, this.keyOf(this.count++), bytes)
      .then(() => giveBackRoom(bytes.buffer))
      .catch((error) => {
        this.failure ??= error;
      })
      .finally(() => this.writes.delete(write));
    this.writes.add(write);
    while (this.writes.size >= UNDER_WAY) await Promise.race(this.writes);
    if (this.failure) throw this.failure;
  }

  /** Forgets the blocks after the first ones, whose names the next blocks take. */
  async rollBack(blocks: number): Promise<void> {
    await this.end();
    this.count = blocks;
  }

  /** Once all are written. */
  async end() {
    await Promise.all(this.writes);
    if (this.failure) throw this.failure;
    return Array.from({ length: this.count }, (_, block) => ({
      '@type': 'S3SpillLocation',
      bucket: this.place.bucket,
      key: this.keyOf(block),
      directory: false,
    }));
  }

  private keyOf(block: number): string {
    return `${this.place.key}.${block}`;
  }
}
