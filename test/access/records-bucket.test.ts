import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RecordsBucket, type RecordsBucketProps } from '../../lib/access/records-bucket';
import { REMOVE_DATA_CONTEXT } from '../../lib/query/data-removal';
import { key } from '../support/arns';

function templateWith(props: RecordsBucketProps = {}, context: Record<string, unknown> = {}) {
  const stack = new Stack(new App({ context }), 'lake');
  new RecordsBucket(stack, 'Records', props);
  return Template.fromStack(stack);
}

const BUCKET = 'AWS::S3::Bucket';

test('is private, versioned and encrypted', () => {
  templateWith().hasResourceProperties(BUCKET, {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    VersioningConfiguration: { Status: 'Enabled' },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  });
});

test('is reached over TLS only', () => {
  templateWith().hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});

test('is kept when the stack is deleted', () => {
  templateWith().hasResource(BUCKET, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('goes with the stack only if both keys say so', () => {
  templateWith({ destroy: true }).hasResource(BUCKET, { DeletionPolicy: 'RetainExceptOnCreate' });
  templateWith({ destroy: true }, { [REMOVE_DATA_CONTEXT]: true }).hasResource(BUCKET, { DeletionPolicy: 'Delete' });
});

test('is encrypted with a key that is given', () => {
  templateWith({ kmsKeyArn: key('1') }).hasResourceProperties(BUCKET, {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key('1') },
        },
      ],
    },
  });
});
