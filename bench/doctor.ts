import { diagnose } from '../lib/diagnosis/diagnose';
import { report } from './figure';

const ROLE = 'arn:aws:sts::123456789012:assumed-role/ReadWriteQuiltV2-sales-prod/anna';
const DENIED = `User: ${ROLE} is not authorized to perform: glue:GetTable on resource: arn:aws:glue:us-east-1:123456789012:table/sales_prod/sales-raw_packages because no identity-based policy allows the glue:GetTable action (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException; Request ID: 1; Proxy: null)`;
const NESTED = `Failed analyzing stored view 'awsdatacatalog.sales_prod.a': Failed analyzing stored view 'awsdatacatalog.sales_prod.b': ${DENIED}`;
const STACK = `${NESTED}\n${'\tat com.amazonaws.http.AmazonHttpClient$RequestExecutor.executeHelper(AmazonHttpClient.java:1127)\n'.repeat(80)}`;
const LINE = '2026-11-24 07:45:42,001 INFO  [worker-7] moved 1024 rows to partition dt=2026-11-24 in 12 ms\n';

const MESSAGES: Readonly<Record<string, string>> = {
  denied: DENIED,
  nested: NESTED,
  'with a stack': STACK,
  'broken at 80': DENIED.replace(/.{80}/g, '$&\n'),
  'in JSON': JSON.stringify({ error: { message: NESTED } }),
  unknown: "SYNTAX_ERROR: line 1:8: Column 'usr_meta' cannot be resolved",
};

/** A message is diagnosed in at most 5 ms, warm; a log of 10 MB is read while one waits. */
export function run(): void {
  for (const [message, text] of Object.entries(MESSAGES)) {
    report({ figure: 'doctor.message', at: { message }, value: median(text, 400), unit: 'ms (cpu)', limit: 5 });
  }
  const log = LINE.repeat(Math.ceil((5 * 2 ** 20) / LINE.length));
  report({
    figure: 'doctor.log',
    at: { megabytes: 10 },
    value: median(`${log}${DENIED}\n${log}`, 9),
    unit: 'ms (cpu)',
  });
}

/** The first third of the times also compiles the code. */
function median(text: string, times: number): number {
  const all = Array.from({ length: times }, () => {
    const begin = process.cpuUsage();
    diagnose(text);
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
  });
  const warm = all.slice(Math.floor(times / 3)).sort((a, b) => a - b);
  return warm[Math.floor(warm.length / 2)];
}
