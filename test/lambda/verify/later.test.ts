import { proceed } from '../../../lambda/verify/deployment';
import { verifyLater } from '../../../lambda/verify/later';
import { TestPlace } from './a-workplace';
import { DeployedLake } from './deployed-lake';

const CALL = { 'detail-type': 'AWS API Call via CloudTrail', time: '2999-01-01T00:00:00Z' };

async function deployed(): Promise<TestPlace> {
  const place = new TestPlace(new DeployedLake());
  await proceed(place.event('Create'), place.place);
  place.status = 'CREATE_COMPLETE';
  return place;
}

test('where nothing has changed nobody is told, and the metric is 0', async () => {
  const place = await deployed();
  await verifyLater({}, place.place);
  expect(place.told).toEqual([]);
  expect(place.measured).toEqual([[0, 0]]);
});

test('what has changed is told once', async () => {
  const place = await deployed();
  const { lake } = place;
  const document = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
  } as const;
  const arn = lake.names.roles.chemist;
  lake.policies.set(arn, [...(lake.policies.get(arn) ?? []), { name: 'ByHand', document }]);
  await verifyLater({}, place.place);
  expect(place.told).toHaveLength(1);
  expect(place.told[0].subject).toMatch(/^Quilt lake sales-prod: access changed in \d+ points$/);
  expect(place.told[0].message).toContain(
    'permission added: role chemist: s3:GetObject on arn:aws:s3:::sales-raw/verification-sample, directly must be denied, found: it is allowed',
  );
  expect(place.told[0].message).toContain('Nothing was repaired');
  expect(place.measured[0][0]).toBeGreaterThan(0);
  await verifyLater({}, place.place);
  expect(place.told).toHaveLength(1);
});

test('while the stack is deployed it is left to the deployment', async () => {
  const place = await deployed();
  place.status = 'UPDATE_IN_PROGRESS';
  expect(await verifyLater(CALL, place.place)).toBeUndefined();
  expect(place.measured).toEqual([]);
});

test('a change that a later run has seen is not looked at again', async () => {
  const place = await deployed();
  expect(await verifyLater({ ...CALL, time: '2000-01-01T00:00:00Z' }, place.place)).toBeUndefined();
  expect(await verifyLater(CALL, place.place)).toMatchObject({ trigger: 'event' });
});

test('before the first deployment there is nothing to verify', async () => {
  const place = new TestPlace(new DeployedLake());
  place.status = 'CREATE_COMPLETE';
  expect(await verifyLater({}, place.place)).toBeUndefined();
});
