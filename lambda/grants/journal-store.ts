import { type Journal, journalKey, readJournal, writeJournal } from './journal';
import type { ObjectsPort } from './ports';

/** Where the journal of one stack is kept. */
export class JournalStore {
  private readonly key: string;

  constructor(
    private readonly objects: ObjectsPort,
    private readonly bucket: string,
    stackId: string,
  ) {
    this.key = journalKey(stackId);
  }

  public async read(): Promise<Journal | undefined> {
    const text = await this.objects.read(this.bucket, this.key);
    return text === undefined ? undefined : readJournal(text);
  }

  public async write(journal: Journal): Promise<void> {
    await this.objects.write(this.bucket, this.key, writeJournal(journal));
  }

  public async remove(): Promise<void> {
    await this.objects.remove(this.bucket, this.key);
  }
}
