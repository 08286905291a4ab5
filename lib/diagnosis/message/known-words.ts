/** Words that begin a line of their own after an ARN: such a line does not continue the ARN. */
export const FOLLOWERS: ReadonlySet<string> = new Set(
  `a after all also an and any anybody anyone are as at athena aws be because before but by can caused code could did do does during
error exception failed failure file for from full had has have hello help hi how however i if in is it just line log may message my need no not
note now of ok on our please principal query reason regards request resource role see service should since so status still stack than thank
thanks that the their then there these they this to tried try update user using was we what when where which while who why will with
would you your`.split(/\s+/),
);

/** Words of the known messages: a line break within one is not a space. */
export const WORDS: ReadonlySet<string> = new Set(
  `access accessdenied accessdeniedexception action allows amazondatacatalog analyzing authorized authorised awsglue because boundary
bucket cannot caller catalog code column concurrentmodificationexception control default denied deny describe does encountered encryption
error exceeded exception execute exist explicit explicitly external_location failed formation glue hive_cannot_open_split
hive_cursor_error hive_metastore_error identity identity-based insufficient invalid is lake location lambdafunction message
metaexception not on output path perform permission permissions please policy principal privilege query rate requester required resolved
resource resource-based role s3 schema select service session specified stale state status stored table temporarily the throttlingexception
to toomanyrequestsexception trust unable url user verify view with workgroup writing column_not_found table_not_found schema_not_found
catalog_not_found view_is_stale invalid_view`.split(/\s+/),
);
