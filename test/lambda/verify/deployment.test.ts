import { proceed } from '../../../lambda/verify/deployment';
import { VerificationFailure } from '../../../lambda/verify/verification-failure';
import type { Finding } from '../../../lib/verification/finding';
import { TestPlace } from './a-workplace';
import { awsError, DeployedLake } from './deployed-lake';

const REPORT = 'records/verification/sales-prod-11112222/report.json';

const brokenLake = () => {
  const lake = new DeployedLake();
  lake.policies.set(lake.names.roles.analyst, []);
  return lake;
};

/** As the framework does, every ten seconds. */
async function toTheEnd(test: TestPlace, event: Parameters<typeof proceed>[0]) {
  for (let i = 0; i < 100; i++) {
    const progress = await proceed(event, test.place);
    if (progress.IsComplete) return progress;
    test.elapsedMs += 10_000;
  }
  throw new Error('it did not end');
}

test('a lake as declared is verified at once, and the report is kept for reviewers', async () => {
  const place = new TestPlace(new DeployedLake());
  const { Data } = await toTheEnd(place, place.event('Create'));
  expect(Data).toMatchObject({ Outcome: 'verified', Report: `s3://${REPORT}` });
  expect(place.elapsedMs).toBe(0);
  expect(JSON.parse(place.objects.get(REPORT) ?? '')).toMatchObject({ outcome: 'verified', trigger: 'deployment' });
});

test('what was only slow to spread is asked again, and does not fail the deployment', async () => {
  const lake = brokenLake();
  const place = new TestPlace(lake);
  expect((await proceed(place.event('Create'), place.place)).IsComplete).toBe(false);
  lake.policies.set(lake.names.roles.analyst, new DeployedLake().policies.get(lake.names.roles.analyst) ?? []);
  place.elapsedMs = 20_000;
  expect((await proceed(place.event('Create'), place.place)).Data).toMatchObject({ Outcome: 'verified' });
});

test('what stays otherwise than declared fails an update with its cause and where the report is', async () => {
  const place = new TestPlace(brokenLake());
  const failing = toTheEnd(place, place.event('Update'));
  await expect(failing).rejects.toThrow(/^access is not as declared: \d+ of \d+ questions/);
  await expect(failing).rejects.toThrow(VerificationFailure);
  expect(place.elapsedMs).toBeGreaterThanOrEqual(120_000);
  expect(place.objects.has(REPORT)).toBe(true);
});

test('what no waiting changes fails at the second look, and what may be spreading is not called wrong', async () => {
  const lake = brokenLake();
  lake.workgroup = { enabled: false };
  const place = new TestPlace(lake);
  await expect(toTheEnd(place, place.event('Update'))).rejects.toThrow('found: it is disabled; enable it');
  expect(place.elapsedMs).toBe(10_000);
  const { findings } = JSON.parse(place.objects.get(REPORT) ?? '');
  const verdicts = (kind: string) =>
    new Set(findings.flatMap((each: Finding) => (each.kind === kind ? [each.verdict] : [])));
  expect(verdicts('workgroup')).toEqual(new Set(['fails']));
  expect(verdicts('call')).toEqual(new Set(['unknown']));
});

test('where a deployment does not fail anyway, everything is waited for', async () => {
  const lake = brokenLake();
  lake.workgroup = { enabled: false };
  const place = new TestPlace(lake);
  await toTheEnd(place, place.event('Update', { OnFailure: 'warn' }));
  expect(place.elapsedMs).toBeGreaterThanOrEqual(120_000);
});

test('a failed create leaves no records, or their bucket could not be deleted with the stack', async () => {
  const place = new TestPlace(brokenLake());
  await expect(toTheEnd(place, place.event('Create'))).rejects.toThrow('in the log of the function');
  expect(place.recordKeys).toEqual([]);
});

describe('a first deployment', () => {
  const shut = () => {
    const lake = new DeployedLake();
    const query = lake.plan.roles[1].queries.find(({ expected }) => expected === 'denied')?.sql;
    for (const sql of [`EXPLAIN ${query}`, String(query)]) lake.ended.set(sql, { state: 'SUCCEEDED' });
    return lake;
  };

  test('that fails has run no query: what was used could not be taken back', async () => {
    const place = new TestPlace(brokenLake());
    await expect(toTheEnd(place, place.event('Create'))).rejects.toThrow(VerificationFailure);
    expect(place.lake.asked).toEqual([]);
  });

  test('is not failed by queries alone, which the outcome and the report tell', async () => {
    const place = new TestPlace(shut());
    expect((await toTheEnd(place, place.event('Create'))).Data).toMatchObject({ Outcome: 'failed' });
    expect(JSON.parse(place.objects.get(REPORT) ?? '')).toMatchObject({ outcome: 'failed' });
  });

  test('is followed by updates that they do fail', async () => {
    const place = new TestPlace(shut());
    await expect(toTheEnd(place, place.event('Update'))).rejects.toThrow(VerificationFailure);
  });
});

test('with onFailure warn it is told, and the deployment goes on', async () => {
  const place = new TestPlace(brokenLake());
  const { Data } = await toTheEnd(place, place.event('Update', { OnFailure: 'warn' }));
  expect(Data).toMatchObject({ Outcome: 'failed' });
});

test('what could not be found out fails nothing', async () => {
  const lake = new DeployedLake();
  lake.refusesToAssume = awsError('AccessDenied');
  const place = new TestPlace(lake);
  expect((await toTheEnd(place, place.event('Update'))).Data).toMatchObject({ Outcome: 'inconclusive' });
});

test('a run of another time is not gone on with', async () => {
  const place = new TestPlace(brokenLake());
  await proceed(place.event('Update'), place.place);
  const { records } = place.place;
  expect(Object.keys((await records.progressOf(place.startedAt)).checks).length).toBeGreaterThan(5);
  expect((await records.progressOf(place.startedAt + 1)).checks).toEqual({});
});

test('a run ends in time with what it has', async () => {
  const place = new TestPlace(new DeployedLake());
  place.elapsedMs = 12 * 60_000;
  await expect(proceed(place.event('Update'), place.place)).resolves.toMatchObject({ IsComplete: true });
});

test('a plan that is gone is told', async () => {
  const place = new TestPlace(new DeployedLake());
  place.objects.delete('assets/plan');
  await expect(proceed(place.event('Update'), place.place)).rejects.toThrow('must be at plan, found nothing; publish');
});

describe('a rollback never fails', () => {
  test('as the stack says that it is one', async () => {
    const place = new TestPlace(brokenLake());
    place.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    expect((await proceed(place.event('Update'), place.place)).Data).toEqual({ Outcome: 'skipped' });
  });

  test('as the record of the failed run says, where the stack may not be asked', async () => {
    const place = new TestPlace(brokenLake());
    place.status = undefined;
    await expect(toTheEnd(place, place.event('Update'))).rejects.toThrow(VerificationFailure);
    const back = { ...place.event('Update', { PlanDigest: 'old' }), OldResourceProperties: { PlanDigest: 'new' } };
    expect((await proceed(back, place.place)).Data).toEqual({ Outcome: 'skipped' });
  });

  test('even if its bookkeeping does', async () => {
    const place = new TestPlace(brokenLake());
    place.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    const { records } = place.place;
    records.keepSubject = async () => {
      throw awsError('AccessDenied');
    };
    const progress = await proceed(place.event('Update'), { ...place.place, records });
    expect(progress.IsComplete).toBe(true);
  });
});

describe('Delete', () => {
  test('does nothing', async () => {
    const place = new TestPlace(brokenLake());
    place.status = 'DELETE_IN_PROGRESS';
    place.objects.set(REPORT, '{}');
    expect(await proceed(place.event('Delete'), place.place)).toEqual({ IsComplete: true });
    expect(place.recordKeys).toEqual([REPORT]);
  });

  test('takes the records of a stack that could not be created', async () => {
    const place = new TestPlace(new DeployedLake());
    await toTheEnd(place, place.event('Create'));
    place.status = 'ROLLBACK_IN_PROGRESS';
    expect(await proceed(place.event('Delete'), place.place)).toEqual({ IsComplete: true });
    expect(place.recordKeys).toEqual([]);
  });
});

test('properties that are not the construct’s are refused by name', async () => {
  const place = new TestPlace(new DeployedLake());
  await expect(proceed(place.event('Update', { ResultsBucket: '' }), place.place)).rejects.toThrow(
    'found no usable ResultsBucket; leave it to the construct',
  );
});
