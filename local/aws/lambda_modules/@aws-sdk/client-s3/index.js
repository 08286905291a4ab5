/**
 * The part of `@aws-sdk/client-s3` that the CDK's own Lambda functions use. Real Lambda runtimes bring the SDK along,
 * the emulator's has stand-ins for JSON services only; without S3 the function that empties a bucket before its
 * deletion (`autoDeleteObjects`) cannot even start. A function that bundles the SDK uses its own.
 */
const http = require('node:http');
const { signed } = require('./signature');
const { children, text, escaped } = require('./xml');

const OPERATIONS = {
  getBucketPolicy: { method: 'GET', query: 'policy=', answer: (body) => ({ Policy: body }) },
  putBucketPolicy: { method: 'PUT', query: 'policy=', body: (input) => input.Policy },
  getBucketTagging: {
    method: 'GET',
    query: 'tagging=',
    answer: (body) => ({
      TagSet: children(body, 'Tag').map((tag) => ({ Key: text(tag, 'Key'), Value: text(tag, 'Value') })),
    }),
  },
  listObjectVersions: {
    method: 'GET',
    query: 'versions=',
    answer: (body) => ({
      Versions: children(body, 'Version').map(versionOf),
      DeleteMarkers: children(body, 'DeleteMarker').map(versionOf),
      IsTruncated: text(body, 'IsTruncated') === 'true',
    }),
  },
  deleteObjects: {
    method: 'POST',
    query: 'delete=',
    body: (input) => `<Delete>${input.Delete.Objects.map(objectToDelete).join('')}</Delete>`,
    answer: (body) => ({
      Errors: children(body, 'Error').map((error) => ({ Key: text(error, 'Key'), Code: text(error, 'Code') })),
    }),
  },
};

function versionOf(element) {
  return { Key: text(element, 'Key'), VersionId: text(element, 'VersionId') };
}

function objectToDelete({ Key, VersionId }) {
  const version = VersionId === undefined ? '' : `<VersionId>${escaped(VersionId)}</VersionId>`;
  return `<Object><Key>${escaped(Key)}</Key>${version}</Object>`;
}

function failure(status, body) {
  const error = new Error(text(body, 'Message') ?? `S3 answered ${status}`);
  error.name = text(body, 'Code') ?? 'UnknownError';
  error.$metadata = { httpStatusCode: status };
  return error;
}

function send(operation, input) {
  const { method, query, body, answer } = operation;
  const request = signed(method, `/${input.Bucket}`, query, body ? body(input) : '');
  return new Promise((resolve, reject) => {
    const outgoing = http.request(request.url, { method, headers: request.headers }, (response) => {
      let received = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        received += chunk;
      });
      response.on('end', () =>
        response.statusCode < 300
          ? resolve(answer ? answer(received) : {})
          : reject(failure(response.statusCode, received)),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

function unknown(name) {
  return new Error(`the local AWS's Lambda runtime has no S3 ${name}: bundle @aws-sdk/client-s3 with the function`);
}

class S3Client {
  send(command) {
    return command.run();
  }
}

/** `new S3().getBucketTagging(…)`; what is not here says so when it is called. */
class S3 extends S3Client {
  constructor() {
    super();
    const operation = (name) =>
      OPERATIONS[name] ? (input) => send(OPERATIONS[name], input) : () => Promise.reject(unknown(name));
    // biome-ignore lint/correctness/noConstructorReturn: any operation may be asked for, known or not
    return new Proxy(this, {
      get: (self, name) => (typeof name !== 'string' || name in self ? self[name] : operation(name)),
    });
  }
}

/** `new GetBucketTaggingCommand(…)` for `S3Client.send`. */
function commandFor(name) {
  return class {
    constructor(input) {
      this.run = () => (OPERATIONS[name] ? send(OPERATIONS[name], input) : Promise.reject(unknown(name)));
    }
  };
}

module.exports = new Proxy(
  { S3, S3Client },
  {
    get: (known, name) => {
      if (typeof name !== 'string' || name in known || !name.endsWith('Command')) return known[name];
      return commandFor(name[0].toLowerCase() + name.slice(1, -'Command'.length));
    },
  },
);
