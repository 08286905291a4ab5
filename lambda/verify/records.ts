import { REPORT_VERSION, type VerificationReport } from '../../lib/verification/verification-report';
import type { ObjectsPort } from '../grants/ports';
import type { RunProgress } from './progress';

const FILES = { report: 'report.json', progress: 'progress.json', subject: 'subject.json' } as const;

/** What was verified last, for runs that no deployment asks for. */
export interface Subject {
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What the verifier keeps of one stack in the records bucket. */
export class Records {
  private readonly folder: string;

  constructor(
    private readonly objects: ObjectsPort,
    private readonly bucket: string,
    stackId: string,
  ) {
    const [, name, id] = stackId.split('/');
    this.folder = `verification/${name}-${id}/`;
  }

  /** Where reviewers find the last report. */
  public get reportUri(): string {
    return `s3://${this.bucket}/${this.folder}${FILES.report}`;
  }

  /** The last report; none where its form is another one's. */
  public async report(): Promise<VerificationReport | undefined> {
    const report = await this.read<VerificationReport>(FILES.report);
    return report?.version === REPORT_VERSION ? report : undefined;
  }

  /** Written for people, hence with indentation. */
  public async keepReport(report: VerificationReport): Promise<void> {
    await this.objects.write(this.bucket, this.folder + FILES.report, `${JSON.stringify(report, undefined, 2)}\n`);
  }

  public async progressOf(startedAt: number): Promise<RunProgress> {
    const found = await this.read<RunProgress>(FILES.progress);
    return found?.startedAt === startedAt ? found : { startedAt, checks: {} };
  }

  public async keepProgress(progress: RunProgress): Promise<void> {
    await this.objects.write(this.bucket, this.folder + FILES.progress, JSON.stringify(progress));
  }

  public async subject(): Promise<Subject | undefined> {
    return this.read<Subject>(FILES.subject);
  }

  public async keepSubject(subject: Subject): Promise<void> {
    await this.objects.write(this.bucket, this.folder + FILES.subject, JSON.stringify(subject));
  }

  public async forgetProgress(): Promise<void> {
    await this.objects.remove(this.bucket, this.folder + FILES.progress);
  }

  /** Everything: a bucket with something in it cannot be deleted when its stack could not be created. */
  public async forgetAll(): Promise<void> {
    for (const file of Object.values(FILES)) await this.objects.remove(this.bucket, this.folder + file);
  }

  private async read<T>(file: string): Promise<T | undefined> {
    const text = await this.objects.read(this.bucket, this.folder + file);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }
}
