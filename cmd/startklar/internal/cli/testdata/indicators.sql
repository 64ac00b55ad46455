-- Every indicator from the raw rows, as domain.md defines them: the second implementation that the product's figures
-- are compared with. It knows nothing of the product: tables raw, part, region, asked and lines come from the test.
-- :received is the last time of receipt that counts, :months how many months a figure covers (1, or 12 pooled).

CREATE TEMP TABLE live AS
SELECT DISTINCT raw.*
FROM raw
JOIN (SELECT municipality, month, MAX(received) AS received FROM raw WHERE received <= :received GROUP BY municipality, month)
    USING (municipality, month, received);
CREATE INDEX temp.live_citizen ON live (municipality, citizen, month);

CREATE TEMP TABLE delivered AS
SELECT DISTINCT municipality, month FROM live JOIN part USING (municipality) WHERE month >= from_month;

CREATE TEMP TABLE people AS
SELECT r.*,
    EXISTS (
        SELECT 1 FROM live a
        WHERE a.municipality = r.municipality AND a.citizen = r.citizen AND a.month <= r.month AND a.rehab = 1 AND a.revisited = 0
          AND NOT EXISTS (
            SELECT 1 FROM live b
            WHERE b.municipality = a.municipality AND b.citizen = a.citizen AND b.month > a.month AND b.month <= r.month AND b.revisited = 1)
    ) AS g2,
    MAX(r.step_up) OVER (PARTITION BY r.municipality, r.citizen ORDER BY r.month) AS ever_seen
FROM live r;
-- The window above sees rows with an exit too, for they set marks; below they are not counted.

CREATE TEMP TABLE counted AS
WITH p AS (
    SELECT *, NOT g2 AND exempt = '' AS g1,
        self_supporting OR paid_hours > 0 OR education OR wage_subsidy OR work_placement AS active
    FROM people WHERE exit = ''
)
SELECT municipality, month, '1' AS indicator, '' AS origin, SUM(job_broker) AS num, COUNT(*) AS den FROM p WHERE g1 GROUP BY municipality, month
UNION ALL SELECT municipality, month, '2', '', SUM(g2), COUNT(*) FROM p GROUP BY municipality, month
UNION ALL SELECT municipality, month, '3', '', SUM(active), COUNT(*) FROM p WHERE g1 GROUP BY municipality, month
UNION ALL SELECT municipality, month, '4', origin, SUM(active), COUNT(*) FROM p WHERE g1 GROUP BY municipality, month, origin
UNION ALL SELECT municipality, month, '5', '', SUM(self_supporting OR education), COUNT(*) FROM p WHERE g1 GROUP BY municipality, month
UNION ALL SELECT municipality, month, '6', '', SUM(self_supporting OR paid_hours > 0), COUNT(*) FROM p WHERE g1 GROUP BY municipality, month
UNION ALL SELECT municipality, month, '7', '', SUM(benefit NOT IN ('kontanthjaelp', 'integrationsydelse', 'sho', 'overgangsydelse')), COUNT(*)
    FROM p WHERE g2 GROUP BY municipality, month
UNION ALL SELECT municipality, month, '8', '', SUM(ever_seen), COUNT(*) FROM p WHERE g1 GROUP BY municipality, month
UNION ALL SELECT municipality, month, 'R', '', SUM(self_supporting OR paid_hours > 0 OR education), COUNT(*) FROM p WHERE g1 GROUP BY municipality, month;

CREATE TEMP TABLE members AS
WITH taking AS (SELECT municipality, month, number FROM part JOIN asked ON month >= from_month)
SELECT municipality AS unit, municipality, month, number FROM taking
UNION ALL SELECT 'region:' || name, municipality, month, number FROM taking JOIN region USING (municipality, month)
UNION ALL SELECT 'national', municipality, month, number FROM taking;

CREATE TEMP TABLE provisional AS
SELECT DISTINCT month FROM delivered ORDER BY month DESC LIMIT 2;

CREATE TEMP TABLE figures AS
WITH windows AS (
    SELECT m.unit, m.municipality, m.month, a.month AS counted_month
    FROM members m JOIN asked a ON a.number BETWEEN m.number - :months + 1 AND m.number
),
sums AS (
    SELECT unit, w.month, lines.indicator, lines.origin, COALESCE(SUM(num), 0) AS num, COALESCE(SUM(den), 0) AS den,
        COUNT(DISTINCT d.municipality) AS delivered, COUNT(DISTINCT w.municipality) AS participating,
        MAX(w.counted_month IN (SELECT month FROM provisional)) AS provisional
    FROM windows w
    CROSS JOIN lines
    LEFT JOIN delivered d ON d.municipality = w.municipality AND d.month = w.counted_month
    LEFT JOIN counted c ON c.municipality = d.municipality AND c.month = d.month AND c.indicator = lines.indicator AND c.origin = lines.origin
    GROUP BY unit, w.month, lines.indicator, lines.origin
)
SELECT unit, month, indicator, origin, num, den,
    CASE WHEN delivered = 0 THEN 'missing' WHEN den = 0 THEN 'no_denominator' ELSE 'ok' END AS status,
    provisional, delivered, participating
FROM sums;
