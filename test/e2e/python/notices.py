"""Who is told what about a lake's access.

python notices.py subscribe TOPIC_ARN        a queue hears what the topic is told; its URL is the last line
python notices.py told QUEUE_URL [PART]...   one message has come, with all these parts; without parts none has
python notices.py measured STACK             the metric has counted changes
"""

import datetime
import json
import sys

from account import expect, finish, step
from deployment import root


def subscribe(topic: str) -> None:
    sqs = root.client("sqs")
    url = sqs.create_queue(QueueName="notices")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    rule = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage"}
    statement = {**rule, "Resource": arn, "Condition": {"ArnEquals": {"aws:SourceArn": topic}}}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    root.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    print(url)


def _messages(queue: str) -> list[str]:
    sqs, found = root.client("sqs"), []
    while True:
        page = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        if not page:
            return found
        for message in page:
            body = json.loads(message["Body"])
            found.append(f"{body.get('Subject')}\n{body['Message']}")
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


def told(queue: str, *parts: str) -> None:
    with step(f"told: {'; '.join(parts) or 'nothing'}"):
        messages = _messages(queue)
        expect(len(messages) == (1 if parts else 0), f"{len(messages)} messages: {messages}")
        for part in (*parts, "Nothing was repaired", "access changed in") if parts else ():
            expect(part in messages[0], f"no {part!r} in {messages[0]}")
    finish()


def measured(stack: str) -> None:
    with step("the metric ChangesSinceLastRun has counted them"):
        now = datetime.datetime.now(datetime.UTC)
        found = root.client("cloudwatch").get_metric_statistics(
            Namespace="QuiltAthena/Verification",
            MetricName="ChangesSinceLastRun",
            Dimensions=[{"Name": "Stack", "Value": stack}],
            StartTime=now - datetime.timedelta(hours=1),
            EndTime=now + datetime.timedelta(minutes=5),
            Period=3600,
            Statistics=["Sum", "SampleCount"],
        )["Datapoints"]
        total = sum(point["Sum"] for point in found)
        expect(total >= 3 and sum(point["SampleCount"] for point in found) >= 4, f"found {found}")
    finish()


if __name__ == "__main__":
    act, *arguments = sys.argv[1:]
    {"subscribe": subscribe, "told": told, "measured": measured}[act](*arguments)
