"""The SOQL grammar, in the notation of lark. Keywords are words only where one may stand."""

GRAMMAR = r"""
start: query

query: SELECT items FROM source using? where? with_? group? having? order? limit? offset? for_*

items: item ("," item)*
item: expression NAME?            -> plain
    | "(" query ")"               -> child
    | TYPEOF path when+ (ELSE paths)? END -> typeof
when: WHEN NAME THEN paths
paths: path ("," path)*

expression: path | function
function: NAME "(" ")"            -> bare
        | NAME "(" expression ")" -> applied
path: NAME ("." NAME)*

source: path AS? NAME?
using: USING SCOPE NAME
where: WHERE condition
with_: WITH with_words
with_words: (NAME | "." | EQUAL | STRING)+
group: GROUP BY expression ("," expression)*          -> group
     | GROUP BY ROLLUP "(" expression ("," expression)* ")" -> rolled
     | GROUP BY CUBE "(" expression ("," expression)* ")"   -> cubed
having: HAVING condition
order: ORDER BY key ("," key)*
key: expression (ASC | DESC)? (NULLS (FIRST | LAST))?
limit: LIMIT INTEGER
offset: OFFSET INTEGER
for_: FOR NAME ("," NAME)*

condition: simple
         | simple (AND simple)+   -> all
         | simple (OR simple)+    -> any
simple: "(" condition ")"
      | NOT simple                -> opposite
      | comparison
comparison: expression operator value -> compared
          | expression LIKE STRING    -> like
          | expression IN set         -> within
          | expression NOT IN set     -> without
          | expression (INCLUDES | EXCLUDES) "(" STRING ("," STRING)* ")" -> multi
operator: EQUAL | UNEQUAL | LOWER | LOWER_EQUAL | GREATER | GREATER_EQUAL
set: "(" value ("," value)* ")"   -> listed
   | "(" query ")"                -> asked
value: STRING | DATETIME | DATE | NUMBER | MONEY | INTEGER | TRUE | FALSE | NULL
     | NAME [":" INTEGER]         -> period

EQUAL: "="
UNEQUAL: "!=" | "<>"
LOWER_EQUAL: "<="
GREATER_EQUAL: ">="
LOWER: "<"
GREATER: ">"
SELECT.3: /SELECT\b/i
FROM.3: /FROM\b/i
WHERE.3: /WHERE\b/i
WITH.3: /WITH\b/i
USING.3: /USING\b/i
SCOPE.3: /SCOPE\b/i
GROUP.3: /GROUP\b/i
ORDER.3: /ORDER\b/i
BY.3: /BY\b/i
ROLLUP.3: /ROLLUP\b/i
CUBE.3: /CUBE\b/i
HAVING.3: /HAVING\b/i
ASC.3: /ASC\b/i
DESC.3: /DESC\b/i
NULLS.3: /NULLS\b/i
FIRST.3: /FIRST\b/i
LAST.3: /LAST\b/i
LIMIT.3: /LIMIT\b/i
OFFSET.3: /OFFSET\b/i
FOR.3: /FOR\b/i
AS.3: /AS\b/i
AND.3: /AND\b/i
OR.3: /OR\b/i
NOT.3: /NOT\b/i
IN.3: /IN\b/i
LIKE.3: /LIKE\b/i
INCLUDES.3: /INCLUDES\b/i
EXCLUDES.3: /EXCLUDES\b/i
TYPEOF.3: /TYPEOF\b/i
WHEN.3: /WHEN\b/i
THEN.3: /THEN\b/i
ELSE.3: /ELSE\b/i
END.3: /END\b/i
TRUE.3: /TRUE\b/i
FALSE.3: /FALSE\b/i
NULL.3: /NULL\b/i
STRING: /'(?:[^'\\]|\\.)*'/s
DATETIME.4: /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)/i
DATE.3: /\d{4}-\d\d-\d\d/
NUMBER.2: /[+-]?\d*\.\d+([eE][+-]?\d+)?|[+-]?\d+\.(?!\d)|[+-]\d+/
MONEY.4: /[A-Z]{3}\d+(\.\d+)?\b/
INTEGER: /\d+/
NAME: /[A-Za-z][A-Za-z0-9_]*/
%ignore /\s+/
"""
