import { createInterface } from 'node:readline';
import { bucketNameProblem } from '../../lib/model/bucket-name';
import { QuiltAthenaValidationError } from '../../lib/model/validation-error';
import { type DraftOptions, defaultStackName } from './lake-draft';
import { parseRoleOption } from './role-option';

/** Where questions are put. */
export interface Conversation {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** What `init` can be told, by options or answers. */
export interface InitOptions extends DraftOptions {
  readonly fromStack?: string;
}

type Ask = (question: string, refused?: (answer: string) => string | undefined) => Promise<string>;

/** Asks for what the options leave open. */
export async function askFor(options: InitOptions, { input, output }: Conversation): Promise<InitOptions> {
  const reader = createInterface({ input, output });
  const lines = reader[Symbol.asyncIterator]();
  const ask: Ask = async (question, refused = () => undefined) => {
    for (;;) {
      output.write(`${question}: `);
      const { value, done } = await lines.next();
      if (done) throw new QuiltAthenaValidationError('nothing written: the questions were not answered');
      const answer = String(value).trim();
      const problem = refused(answer);
      if (problem === undefined) return answer;
      output.write(`  ${problem}\n`);
    }
  };
  try {
    return await answered(options, ask);
  } finally {
    reader.close();
  }
}

async function answered(options: InitOptions, ask: Ask): Promise<InitOptions> {
  const fromStack = options.fromStack ?? (options.database ? '' : await ask('Quilt stack to add to (empty: none)'));
  const name = defaultStackName(fromStack || undefined);
  const stackName = options.stackName ?? (await ask(`Name of the new stack [${name}]`));
  const bucket =
    options.bucket.length > 0
      ? options.bucket
      : words(await ask('Buckets with packages, separated by spaces', refusedBuckets));
  const role =
    options.role.length > 0 || fromStack
      ? options.role
      : words(await ask('Roles, each reading every bucket [analyst]')).map(parseRoleOption);
  return { ...options, fromStack: fromStack || undefined, stackName: stackName || undefined, bucket, role };
}

function words(answer: string): string[] {
  return answer.split(/[\s,]+/).filter(Boolean);
}

function refusedBuckets(answer: string): string | undefined {
  return words(answer).map(bucketNameProblem).find(Boolean);
}
