/** Says, once a run, which suites `npm test` leaves out and how they are run. */
export default function sayWhatIsLeftOut(): void {
  console.log(
    '未包含：tests/real 与 tests/e2e（需要 MariaDB、snmpd、Chromium），由 .ci/run 或 npm run test:real 运行。 ' +
      'Left out: tests/real and tests/e2e (they need MariaDB, snmpd and Chromium); .ci/run or npm run test:real runs them.',
  )
}
