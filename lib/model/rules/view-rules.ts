import { SQL_LIMIT } from '../../catalog/view-sql';
import { roleNameOf } from '../lake';
import { type ViewConfig, ViewSecurity } from '../lake-views-config';
import { s3LocationProblem } from '../s3-location';
import { viewSourceProblem, viewText } from '../view-source';
import { columnProblems } from './column-problems';
import { quote, type Rule, repeated } from './rule';

/** Bytes of a comment that Glue keeps as a table's description. */
const COMMENT_LIMIT = 2048;

const securityOf = (view: ViewConfig) => view.security ?? ViewSecurity.INVOKER;

const queriesAreGivenOnce: Rule = function* ({ config }) {
  for (const [i, view] of (config.views ?? []).entries()) {
    const message = viewSourceProblem(view);
    if (!message) continue;
    const isMissing = view.file !== undefined && view.sql === undefined;
    yield { path: isMissing ? ['views', i, 'file'] : ['views', i], message };
  }
};

const queriesFit: Rule = function* ({ config }) {
  for (const [i, view] of (config.views ?? []).entries()) {
    const bytes = viewSourceProblem(view) ? 0 : Buffer.byteLength(viewText(view) ?? '');
    if (bytes <= SQL_LIMIT) continue;
    yield {
      path: ['views', i, view.file === undefined ? 'sql' : 'file'],
      message: `a view's SQL has at most ${SQL_LIMIT} bytes, found ${bytes}; split it into views over views`,
    };
  }
};

const definersAreNamed: Rule = function* ({ config }) {
  for (const [i, view] of (config.views ?? []).entries()) {
    const isDefiner = securityOf(view) === ViewSecurity.DEFINER;
    if (isDefiner && view.definer === undefined) {
      const message =
        'a definer view must name the role whose rights it uses, found no definer; write definer: with the name of a declared role';
      yield { path: ['views', i], message };
    } else if (!isDefiner && view.definer !== undefined) {
      const message = `definer is for views with security: definer, found it beside ${quote(securityOf(view))}; leave it out`;
      yield { path: ['views', i, 'definer'], message };
    }
  }
};

/** Glue stores the ARN of the role; of a role that Quilt manages, only its owner may know it. */
const definersAreKnownRoles: Rule = function* ({ config }) {
  for (const [i, { definer }] of (config.views ?? []).entries()) {
    const role = config.roles.find((each) => roleNameOf(each) === definer);
    if (definer === undefined || !role?.quiltManaged || role.arn !== undefined) continue;
    yield {
      path: ['views', i, 'definer'],
      message: `a definer must be a role whose ARN is known, found ${quote(definer)}, which is quiltManaged without arn; write the arn of the IAM role that Quilt assumes`,
    };
  }
};

const analyticalViewsHaveAPlace: Rule = function* ({ config }) {
  for (const [i, view] of (config.views ?? []).entries()) {
    const { location } = view;
    if (securityOf(view) !== ViewSecurity.ANALYTICAL) {
      if (location === undefined) continue;
      const message = `location is for analytical views, which hold data, found it beside security ${quote(securityOf(view))}; leave it out`;
      yield { path: ['views', i, 'location'], message };
    } else if (location === undefined) {
      const message =
        'an analytical view must say where its data is, found no location; write for example location: s3://bucket/views/name/';
      yield { path: ['views', i], message };
    } else {
      const message = s3LocationProblem(location);
      if (message) yield { path: ['views', i, 'location'], message };
    }
  }
};

const analyticalPlacesDiffer: Rule = function* ({ config }) {
  const placed = [...(config.views ?? []).entries()].filter(([, { location }]) => location !== undefined);
  for (const [n, first] of repeated(placed, ([, { location }]) => location ?? '')) {
    const [i, { location }] = placed[n];
    const message = `an analytical view must have its location to itself, found ${quote(location)} at views[${placed[first][0]}] too; choose another`;
    yield { path: ['views', i, 'location'], message };
  }
};

const onlyDataIsRefreshed: Rule = function* ({ config }) {
  for (const [i, view] of (config.views ?? []).entries()) {
    if (view.refresh === undefined || securityOf(view) === ViewSecurity.ANALYTICAL) continue;
    const message = `refresh is for analytical views, which hold data, found it beside security ${quote(securityOf(view))}; leave it out`;
    yield { path: ['views', i, 'refresh'], message };
  }
};

const declaredColumnsSuitGlue: Rule = function* ({ config }) {
  for (const [i, { columns }] of (config.views ?? []).entries()) {
    if (columns) yield* columnProblems(columns, ['views', i, 'columns']);
  }
};

const commentsFit: Rule = function* ({ config }) {
  for (const [i, { comment = '' }] of (config.views ?? []).entries()) {
    const bytes = Buffer.byteLength(comment);
    if (bytes <= COMMENT_LIMIT) continue;
    const message = `a view's comment has at most ${COMMENT_LIMIT} bytes, found ${bytes}; shorten it`;
    yield { path: ['views', i, 'comment'], message };
  }
};

/** What declared views must meet before their SQL is looked into. */
export const VIEW_RULES: readonly Rule[] = [
  queriesAreGivenOnce,
  queriesFit,
  definersAreNamed,
  definersAreKnownRoles,
  analyticalViewsHaveAPlace,
  analyticalPlacesDiffer,
  onlyDataIsRefreshed,
  declaredColumnsSuitGlue,
  commentsFit,
];
