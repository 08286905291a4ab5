import type { AwsEnvironment } from '../../authorization/aws-environment';

/** A resource that was referred to, with properties resolved only where asked for. */
export interface NamedResource {
  readonly type: string;
  readonly logicalId: string;
  readonly property: (name: string) => string | undefined;
}

type Names = (resource: NamedResource, aws: AwsEnvironment) => Readonly<Record<string, string>>;

const withArn = (name: string, arn: string) => ({ Ref: name, Arn: arn });

/** What `Ref` and `Fn::GetAtt` give (CloudFormation template reference); names that CloudFormation chooses are made up. */
const NAMES: Readonly<Record<string, Names>> = {
  'AWS::S3::Bucket': (resource, { partition }) => {
    const name = resource.property('BucketName') ?? resource.logicalId.toLowerCase();
    return withArn(name, `arn:${partition}:s3:::${name}`);
  },
  'AWS::IAM::Role': (resource, { partition, account }) => {
    const name = resource.property('RoleName') ?? resource.logicalId;
    return withArn(name, `arn:${partition}:iam::${account}:role${resource.property('Path') ?? '/'}${name}`);
  },
  'AWS::IAM::ManagedPolicy': (resource, { partition, account }) => {
    const name = resource.property('ManagedPolicyName') ?? resource.logicalId;
    const arn = `arn:${partition}:iam::${account}:policy${resource.property('Path') ?? '/'}${name}`;
    return { Ref: arn, PolicyArn: arn };
  },
  'AWS::Athena::WorkGroup': (resource) => ({ Ref: resource.property('Name') ?? resource.logicalId }),
  'AWS::Glue::Database': (resource) => ({ Ref: resource.property('Name') ?? databaseName(resource) }),
  'AWS::KMS::Key': ({ logicalId }, { partition, region, account }) => ({
    Ref: logicalId,
    KeyId: logicalId,
    Arn: `arn:${partition}:kms:${region}:${account}:key/${logicalId}`,
  }),
  'AWS::Lambda::Function': (resource, { partition, region, account }) => {
    const name = resource.property('FunctionName') ?? resource.logicalId;
    return withArn(name, `arn:${partition}:lambda:${region}:${account}:function:${name}`);
  },
  'AWS::Logs::LogGroup': (resource, { partition, region, account }) => {
    const name = resource.property('LogGroupName') ?? resource.logicalId;
    return withArn(name, `arn:${partition}:logs:${region}:${account}:log-group:${name}:*`);
  },
};

function databaseName(resource: NamedResource): string {
  return resource.property('DatabaseInput.Name') ?? resource.logicalId.toLowerCase();
}

/** What a reference to a resource gives; nothing for kinds of resource, and attributes, it does not know. */
export function nameOf(resource: NamedResource, attribute: string, aws: AwsEnvironment): string | undefined {
  return NAMES[resource.type]?.(resource, aws)[attribute];
}
