using JsHrss.Storage.Tests.Accounts;
using JsHrss.Storage.Tests.Audit;
using JsHrss.Storage.Tests.Configuration;
using JsHrss.Storage.Tests.Governance;
using JsHrss.Storage.Tests.Jobs;
using JsHrss.Storage.Tests.Ledger;
using JsHrss.Storage.Tests.Outbox;
using JsHrss.Storage.Tests.Ring;
using JsHrss.Storage.Tests.Signals;
using JsHrss.Storage.Tests.Signing;
using JsHrss.Storage.Tests.Startup;
using JsHrss.Storage.Tests.Statements;

[assembly: AssemblyFixture(typeof(JsHrss.Storage.Tests.Databases.SqlServerTests))]

namespace JsHrss.Storage.Tests.Databases;

// Built only where JSHRSS_SQLSERVER names a server: elsewhere SqlServerContractTests is skipped, once and with the reason, and not every one of these.
public sealed class AccountDirectoryTestsOnSqlServer(SqlServerTests server) : AccountDirectoryTests(server);

public sealed class AddressBooksTestsOnSqlServer(SqlServerTests server) : AddressBooksTests(server);

public sealed class AttemptCountersTestsOnSqlServer(SqlServerTests server) : AttemptCountersTests(server);

public sealed class CredentialStoreTestsOnSqlServer(SqlServerTests server) : CredentialStoreTests(server);

public sealed class EvaluationStoreTestsOnSqlServer(SqlServerTests server) : EvaluationStoreTests(server);

public sealed class ItemCatalogueTestsOnSqlServer(SqlServerTests server) : ItemCatalogueTests(server);

public sealed class MembershipLimitsTestsOnSqlServer(SqlServerTests server) : MembershipLimitsTests(server);

public sealed class QrTicketStoreTestsOnSqlServer(SqlServerTests server) : QrTicketStoreTests(server);

public sealed class FaceCheckStoreTestsOnSqlServer(SqlServerTests server) : FaceCheckStoreTests(server);

public sealed class CounterSlipStoreTestsOnSqlServer(SqlServerTests server) : CounterSlipStoreTests(server);

public sealed class MembershipStoreTestsOnSqlServer(SqlServerTests server) : MembershipStoreTests(server);

public sealed class MemberStoreTestsOnSqlServer(SqlServerTests server) : MemberStoreTests(server);

public sealed class RepresentableUnitsTestsOnSqlServer(SqlServerTests server) : RepresentableUnitsTests(server);

public sealed class SessionEndTestsOnSqlServer(SqlServerTests server) : SessionEndTests(server);

public sealed class SessionStoreTestsOnSqlServer(SqlServerTests server) : SessionStoreTests(server);

public sealed class AuditFactTestsOnSqlServer(SqlServerTests server) : AuditFactTests(server);

public sealed class ConfigWatchTestsOnSqlServer(SqlServerTests server) : ConfigWatchTests(server);

public sealed class PasskeyStoreTestsOnSqlServer(SqlServerTests server) : PasskeyStoreTests(server);

public sealed class CleanUpTestsOnSqlServer(SqlServerTests server) : CleanUpTests(server);

public sealed class LedgerStoreTestsOnSqlServer(SqlServerTests server) : LedgerStoreTests(server);

public sealed class StandingTestsOnSqlServer(SqlServerTests server) : StandingTests(server);

public sealed class OutboxTestsOnSqlServer(SqlServerTests server) : OutboxTests(server);

public sealed class NoticeQueueTestsOnSqlServer(SqlServerTests server) : NoticeQueueTests(server);

public sealed class KeyRingTestsOnSqlServer(SqlServerTests server) : KeyRingTests(server);

public sealed class KeyEmergencyTestsOnSqlServer(SqlServerTests server) : KeyEmergencyTests(server);

public sealed class KeyScheduleTestsOnSqlServer(SqlServerTests server) : KeyScheduleTests(server);

public sealed class KeyStateTestsOnSqlServer(SqlServerTests server) : KeyStateTests(server);

public sealed class RestartTestsOnSqlServer(SqlServerTests server) : RestartTests(server);

public sealed class FetchedDocumentsTestsOnSqlServer(SqlServerTests server) : FetchedDocumentsTests(server);

public sealed class SignalStoreTestsOnSqlServer(SqlServerTests server) : SignalStoreTests(server);

public sealed class SignalWalkTestsOnSqlServer(SqlServerTests server) : SignalWalkTests(server);

public sealed class MemberSignalTestsOnSqlServer(SqlServerTests server) : MemberSignalTests(server);
