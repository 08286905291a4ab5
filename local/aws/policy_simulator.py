"""iam:SimulatePrincipalPolicy: every action on every resource, with the context that is given and no other.

The emulator's own looks at the first ARN and knows no context. This one asks the emulator's evaluator, as requests are
checked by. It follows the IAM API reference (SimulatePrincipalPolicy, EvaluationResult, ResourceSpecificResult):

- identity policies of the user or role, PolicyInputList, a permissions boundary (or the one that is given instead);
- a key that a policy looks at and the request does not give is in MissingContextValues: of the result where the
  resource is `*`, of each ResourceSpecificResult where resources are listed. Who asks, and when, IAM knows itself;
- ResourcePolicy counts for every resource, and "isn't supported for IAM roles";
- nothing is taken from resources themselves: no bucket policy, no key policy. That is AWS's limit, and kept.

MatchedStatements name policies, without positions. One POST /_fault {"match": "iam.SimulatePrincipalPolicy"} throttles.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from ministack.core import iam_evaluator as evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam

import faults

Parameters = dict[str, Any]
_TYPES = ("string", "numeric", "boolean", "ip", "binary", "date")
_CONTEXT_TYPES = {*_TYPES, *(f"{name}List" for name in _TYPES)}
_DECISIONS = {"Allow": "allowed", "Deny": "explicitDeny", "ImplicitDeny": "implicitDeny"}
_MOST_ITEMS = 1_000
_OF_THE_CALLER = (
    "aws:principal",
    "aws:userid",
    "aws:username",
    "aws:currenttime",
    "aws:epochtime",
    "aws:tokenissuetime",
)


class Refused(Exception):
    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.status = code, status


@dataclass
class Simulated(evaluator.EvalContext):
    """A request that has the given keys only."""

    given: dict[str, Any] = field(default_factory=dict)


@dataclass
class Policy:
    name: str
    kind: str
    statements: list[Any]


@dataclass
class Principal:
    arn: str
    policies: list[Policy]
    boundary: list[Any] | None


def _each(parameters: Parameters, name: str) -> Iterator[str]:
    index = 1
    while value := iam._p(parameters, f"{name}.member.{index}"):
        yield value
        index += 1


def _context(parameters: Parameters) -> dict[str, Any]:
    given, index = {}, 1
    while name := iam._p(parameters, f"ContextEntries.member.{index}.ContextKeyName"):
        entry = f"ContextEntries.member.{index}"
        kind, values = (
            iam._p(parameters, f"{entry}.ContextKeyType"),
            list(_each(parameters, f"{entry}.ContextKeyValues")),
        )
        if kind not in _CONTEXT_TYPES:
            raise Refused("InvalidInput", f"{kind!r} is no type of a context key")
        if not kind.endswith("List") and len(values) != 1:
            raise Refused("InvalidInput", f"{name} has the type {kind}, and needs one value")
        given[name.lower()] = values if kind.endswith("List") else values[0]
        index += 1
    return given


def _attached(arns: Iterable[str], inline: dict[str, Any], kind: str) -> list[Policy]:
    found = [Policy(name, kind, evaluator.parse_policy_document(doc)) for name, doc in inline.items()]
    for arn in arns:
        document = evaluator._resolve_managed_policy_document(arn, get_account_id())
        owner = "aws-managed" if ":iam::aws:" in arn else "user-managed"
        found.append(Policy(arn.split("/")[-1], owner, evaluator.parse_policy_document(document or {})))
    return found


def _principal(parameters: Parameters) -> Principal:
    arn = iam._p(parameters, "PolicySourceArn")
    kind, _, path = arn.split(":")[-1].partition("/")
    name = path.split("/")[-1]
    if not arn.startswith("arn:") or kind not in ("role", "user"):
        raise Refused("InvalidInput", f"PolicySourceArn must be the ARN of a user, group or role, found {arn!r}")
    record = (iam._roles if kind == "role" else iam._users).get(name)
    if record is None:
        raise Refused("NoSuchEntity", f"The {kind} with name {name} cannot be found.", 404)
    inline = record.get("InlinePolicies") if kind == "role" else iam._user_inline_policies.get(name)
    policies = _attached(record.get("AttachedPolicies") or [], inline or {}, kind)
    for index, document in enumerate(_each(parameters, "PolicyInputList"), 1):
        policies.append(Policy(f"PolicyInputList.{index}", "none", evaluator.parse_policy_document(document)))
    given = list(_each(parameters, "PermissionsBoundaryPolicyInputList"))
    own = record.get("PermissionsBoundary")
    if own and not given:
        given = [evaluator._resolve_managed_policy_document(own, get_account_id()) or {}]
    boundary = [s for document in given for s in evaluator.parse_policy_document(document)] if given else None
    return Principal(arn, policies, boundary)


def _keys(statements: Iterable[Any]) -> set[str]:
    """The condition keys that statements look at, as they spell them."""
    return {key for s in statements for block in (s.conditions or {}).values() for key in block}


def _missing(principal: Principal, resource_policy: str, given: dict[str, Any]) -> list[str]:
    statements = [s for policy in principal.policies for s in policy.statements] + (principal.boundary or [])
    statements += evaluator.parse_policy_document(resource_policy) if resource_policy else []
    known = {key.lower(): key for key in _keys(statements)}
    return sorted(spelled for key, spelled in known.items() if key not in given and not key.startswith(_OF_THE_CALLER))


@dataclass
class Simulation:
    principal: Principal
    given: dict[str, Any]
    resource_policy: str
    caller: str
    missing: list[str]

    def answer(self, action: str, resource: str) -> tuple[str, list[Policy], bool | None]:
        """(decision, the policies that decided, whether a boundary lets it through)."""
        account = get_account_id()
        context = Simulated(self.caller, "User", account, action, resource, get_region(), given=self.given)
        limits = [] if self.principal.boundary is None else [[self.principal.boundary]]
        identity = evaluator.evaluate(context, [p.statements for p in self.principal.policies], *limits)
        result = identity
        if self.resource_policy:
            result = evaluator.combine_resource_policy(
                identity, context, self.resource_policy, account, limits=tuple(limits)
            )
        effect = {"Allow": "Allow", "Deny": "Deny"}.get(result.decision)
        decided = [
            p for p in self.principal.policies if effect and evaluator._first_match(context, p.statements, effect)
        ]
        if effect and not decided:
            decided = [Policy("ResourcePolicy", "resource", [])]
        within = None
        if self.principal.boundary is not None:
            within = evaluator.evaluate(context, [self.principal.boundary]).decision == "Allow"
        return _DECISIONS[result.decision], decided, within

    def details(self, decided: list[Policy], within: bool | None, missing: list[str]) -> str:
        matched = "".join(
            f"<member><SourcePolicyId>{escape(p.name)}</SourcePolicyId>"
            f"<SourcePolicyType>{p.kind}</SourcePolicyType></member>"
            for p in decided
        )
        keys = "".join(f"<member>{escape(key)}</member>" for key in missing)
        allowed = f"<AllowedByPermissionsBoundary>{str(within).lower()}</AllowedByPermissionsBoundary>"
        boundary = f"<PermissionsBoundaryDecisionDetail>{allowed}</PermissionsBoundaryDecisionDetail>"
        return (
            f"<MatchedStatements>{matched}</MatchedStatements><MissingContextValues>{keys}</MissingContextValues>"
            + ("" if within is None else boundary)
        )

    def results(self, action: str, resources: list[str]) -> str:
        """One action; the answer of the first resource stands for the whole, as each resource has its own besides."""
        answers = [(resource, *self.answer(action, resource)) for resource in resources]
        each = "".join(
            f"<member><EvalResourceName>{escape(resource)}</EvalResourceName>"
            f"<EvalResourceDecision>{decision}</EvalResourceDecision>"
            f"{self.details(decided, within, self.missing)}</member>"
            for resource, decision, decided, within in answers
        )
        resource, decision, decided, within = answers[0]
        everything = resources == ["*"]
        return (
            f"<member><EvalActionName>{escape(action)}</EvalActionName>"
            f"<EvalResourceName>{escape(resource)}</EvalResourceName><EvalDecision>{decision}</EvalDecision>"
            + self.details(decided, within, self.missing if everything else [])
            + ("" if everything else f"<ResourceSpecificResults>{each}</ResourceSpecificResults>")
            + "</member>"
        )


def _simulation(parameters: Parameters) -> Simulation:
    principal, given = _principal(parameters), _context(parameters)
    resource_policy = iam._p(parameters, "ResourcePolicy")
    caller = iam._p(parameters, "CallerArn") or principal.arn
    if resource_policy and ":user/" not in caller:
        raise Refused("InvalidInput", "ResourcePolicy needs the CallerArn of a user: it is not supported for IAM roles")
    return Simulation(principal, given, resource_policy, caller, _missing(principal, resource_policy, given))


def _page(parameters: Parameters, count: int) -> tuple[int, int]:
    size = int(iam._p(parameters, "MaxItems") or 100)
    start = iam._p(parameters, "Marker") or "0"
    if not 1 <= size <= _MOST_ITEMS or not start.isdigit() or int(start) > count:
        raise Refused("InvalidInput", "MaxItems must be 1 to 1000, and Marker what the page before answered")
    return int(start), min(count, int(start) + size)


def simulate(parameters: Parameters) -> Any:
    try:
        if faults.take("iam.SimulatePrincipalPolicy"):
            raise Refused("Throttling", "Rate exceeded")
        actions = list(_each(parameters, "ActionNames"))
        unclear = next((action for action in actions if ":" not in action), "" if not actions else None)
        if unclear is not None:
            raise Refused("InvalidInput", f"ActionNames must be actions like s3:GetObject, found {unclear!r}")
        resources = list(_each(parameters, "ResourceArns")) or ["*"]
        simulation = _simulation(parameters)
        begin, end = _page(parameters, len(actions))
    except Refused as refused:
        return iam._error(refused.status, refused.code, escape(str(refused)))
    found = "".join(simulation.results(action, resources) for action in actions[begin:end])
    more = end < len(actions)
    return iam._xml(
        200,
        "SimulatePrincipalPolicyResponse",
        f"<SimulatePrincipalPolicyResult><EvaluationResults>{found}</EvaluationResults>"
        f"<IsTruncated>{str(more).lower()}</IsTruncated>{f'<Marker>{end}</Marker>' if more else ''}"
        "</SimulatePrincipalPolicyResult>",
    )


def _only_given(resolve: Callable[[str, Any], Any]) -> Callable[[str, Any], Any]:
    """Nothing is inferred about a simulated request but who makes it, and when."""

    def resolved(key: str, context: Any) -> Any:
        if isinstance(context, Simulated) and not key.lower().startswith(_OF_THE_CALLER):
            return context.given.get(key.lower())
        if isinstance(context, Simulated) and key.lower() in context.given:
            return context.given[key.lower()]
        return resolve(key, context)

    return resolved


def install() -> None:
    iam._IAM_HANDLERS["SimulatePrincipalPolicy"] = simulate
    evaluator._resolve_condition_key = _only_given(evaluator._resolve_condition_key)
