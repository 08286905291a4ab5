import { desiredState } from '../../../lambda/grants/desired';
import { physicalId, propertiesOf, type ResourceEvent } from '../../../lambda/grants/request';
import { aGrantPlan, TABLE } from '../../access/a-grant-plan';

const RAW = {
  PlanBucket: 'assets',
  PlanKey: 'a.grants',
  PlanDigest: 'd',
  Principals: { analyst: 'arn:aws:iam::123456789012:role/team/analyst' },
  CatalogId: '123456789012',
  TablesDigest: 't',
  RecordsBucket: 'records',
};

test('principals are their ARNs, with their paths', () => {
  const { grants } = desiredState(aGrantPlan([TABLE]), propertiesOf(RAW));
  expect(grants).toEqual([{ ...TABLE, principal: 'arn:aws:iam::123456789012:role/team/analyst' }]);
});

test('a principal without an ARN is refused', () => {
  expect(() => desiredState(aGrantPlan([{ ...TABLE, principal: 'nobody' }]), propertiesOf(RAW))).toThrow(
    'every principal of the plan needs an ARN, found none for nobody among analyst',
  );
});

test('the digest tells plans, principals and tables apart', () => {
  const digest = (change: object, grant = TABLE) =>
    desiredState(aGrantPlan([grant]), propertiesOf({ ...RAW, ...change })).digest;
  const digests = [
    digest({}),
    digest({ TablesDigest: 'u' }),
    digest({ Principals: { analyst: 'arn:aws:iam::123456789012:role/other' } }),
    digest({}, { ...TABLE, privileges: ['SELECT'] }),
  ];
  expect(new Set(digests).size).toBe(4);
  expect(digest({ PlanKey: 'b.grants' })).toBe(digest({}));
});

test('properties that are missing are named', () => {
  expect(() => propertiesOf({ ...RAW, PlanKey: '', Principals: { analyst: 1 } })).toThrow(
    'found no usable PlanKey, Principals; leave it to the construct LakeFormationGrants to set them',
  );
});

test('the id of the resource never changes', () => {
  const event = { StackId: 'arn:aws:cloudformation:r:1:stack/lake/1a2b' } as ResourceEvent;
  const id = physicalId(event, '123456789012');
  expect(id).toBe('lake-formation-grants/123456789012/lake/1a2b');
  expect(physicalId({ ...event, PhysicalResourceId: 'older' }, '123456789012')).toBe('older');
});
