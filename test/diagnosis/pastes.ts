/** What happens to a message on its way to the doctor. */
export const PASTES: Readonly<Record<string, (message: string) => string>> = {
  'as it is': (m) => m,
  'with blank space around': (m) => `\n\n   ${m}   \n\n`,
  'from boto3': (m) =>
    `botocore.errorfactory.InvalidRequestException: An error occurred (InvalidRequestException) when calling the StartQueryExecution operation: ${m}`,
  'from the AWS CLI': (m) =>
    `\nAn error occurred (AccessDeniedException) when calling the StartQueryExecution operation (reached max retries: 4): ${m}`,
  'from PyAthena': (m) => `pyathena.error.OperationalError: ${m}`,
  'from SQLAlchemy': (m) =>
    `sqlalchemy.exc.OperationalError: (pyathena.error.OperationalError) ${m}\n[SQL: SELECT * FROM "sales_prod"."sales-raw_packages-view" LIMIT 10]\n(Background on this error at: https://sqlalche.me/e/20/e3q8)`,
  'from awswrangler': (m) => `awswrangler.exceptions.QueryFailed: ${m}`,
  'from JDBC 2': (m) =>
    `java.sql.SQLException: [Simba][AthenaJDBC](100071) An error has been thrown from the AWS Athena client. ${m} [Execution ID: 0a1b2c3d-0000-4000-8000-000000000001]`,
  'from ODBC': (m) =>
    `FAILED!\n\n[Simba][Athena] (1040) An error has been thrown from the AWS Athena client. Error Message: ${m} [Execution ID: 0a1b2c3d-0000-4000-8000-000000000001]`,
  'from dbt': (m) =>
    `12:03:44  Database Error in model packages (models/packages.sql)\n12:03:44    ${m}\n12:03:44    compiled code at target/run/lake/models/packages.sql`,
  'from Terraform': (m) =>
    `╷\n│ Error: waiting for Athena query: unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: ${m}\n│ \n│   with aws_athena_named_query.q,\n│   on main.tf line 3, in resource "aws_athena_named_query" "q":\n╵`,
  'from the console': (m) =>
    `${m}\nThis query ran against the "sales_prod" database, unless qualified by the query. Please post the error message on our forum or contact customer support with Query Id: e5898119-fef5-4612-bcde-59f9409c5cc3`,
  'with a Python stack before it': (m) =>
    `Traceback (most recent call last):\n  File "/usr/lib/python3.12/site-packages/pyathena/cursor.py", line 112, in execute\n    raise OperationalError(query_execution.state_change_reason)\n${m}`,
  'with a Java stack behind it': (m) =>
    `com.amazonaws.services.athena.model.InvalidRequestException: ${m}\n\tat com.amazonaws.http.AmazonHttpClient$RequestExecutor.handleErrorResponse(AmazonHttpClient.java:1862)\n\tat com.amazonaws.http.AmazonHttpClient$RequestExecutor.executeOneRequest(AmazonHttpClient.java:1384)\n\tat java.base/java.lang.Thread.run(Thread.java:840)`,
  'told twice': (m) => `${m}\nCaused by: java.lang.RuntimeException: ${m}`,
  'as the answer of GetQueryExecution': (m) =>
    JSON.stringify(
      {
        QueryExecution: {
          QueryExecutionId: '0a1b2c3d-0000-4000-8000-000000000001',
          Query: 'SELECT 1',
          Status: { State: 'FAILED', StateChangeReason: m },
        },
      },
      undefined,
      2,
    ),
  'in one line of JSON logs': (m) => `2026-11-24T07:45:42Z ERROR ${JSON.stringify({ level: 'error', message: m })}`,
  'in JSON in JSON': (m) => JSON.stringify({ body: JSON.stringify({ error: { message: m } }) }),
  'in JSON in JSON, cut': (m) => `{"statusCode":500,"body":${JSON.stringify(JSON.stringify({ message: m }))}`,
  'as a Python string': (m) => `{'message': '${m.replace(/'/g, "\\'")}'}`,
  'from a web page': (m) => m.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/'/g, '&#39;'),
  'through a word processor': (m) =>
    m
      .replace(/'([^']*)'/g, '‘$1’')
      .replace(/"([^"]*)"/g, '“$1”')
      .replace(/ /, '\u00a0'),
  'quoted in a mail': (m) => `> Hello,\n> I get this:\n>\n> ${m}\n>\n> Any idea?`,
  'in Markdown': (m) => `**Error:**\n\n\`\`\`\n${m}\n\`\`\`\n`,
  'with terminal colours': (m) => `\u001b[31mERROR\u001b[0m \u001b[1m${m}\u001b[0m`,
  'from pytest': (m) => `E       ${m}`,
  'with Windows line ends': (m) => `Error:\r\n${m}\r\n`,
  'in upper surroundings of a log': (m) =>
    `2026-11-24 07:45:40,120 INFO starting\n2026-11-24 07:45:42,001 ERROR ${m}\n2026-11-24 07:45:42,002 INFO done`,
};

/** Broken hard at a width, as terminals do. */
export const brokenAt = (width: number) => (message: string) =>
  message.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');

/** Broken at spaces, as mail programs do. */
export const wrappedAt = (width: number) => (message: string) =>
  message.replace(new RegExp(`(?=.{${width + 1}})(.{1,${width}}) `, 'g'), '$1\n');

/** Broken hard, with the margin of a quotation. */
export const quotedAt = (width: number) => (message: string) =>
  brokenAt(width)(message)
    .split('\n')
    .map((line) => `│ ${line}`)
    .join('\r\n');
