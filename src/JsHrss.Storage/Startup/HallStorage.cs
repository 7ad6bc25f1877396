using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.CounterSlips;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Catalogue;
using JsHrss.Accounts.Evaluation;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Notices;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.People;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.Signals;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Backups;
using JsHrss.Storage.Configuration;
using JsHrss.Storage.Jobs;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Lanes.PostgreSql;
using JsHrss.Storage.Lanes.Sqlite;
using JsHrss.Storage.Lanes.SqlServer;
using JsHrss.Storage.Outbox;
using JsHrss.Storage.Ring;
using JsHrss.Storage.Signals;
using JsHrss.Storage.Signing;
using JsHrss.Storage.Statements;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Startup;

/// <summary>Registers the store.</summary>
public static class HallStorage
{
    /// <summary>
    /// The ports of engine and domain over the database of section <c>Database</c>, keys of section <c>Secrets</c>, and the DataProtection ring.
    /// The host also registers an <see cref="IRequestOrigin"/>, and calls <see cref="IStorageStartup.PrepareAsync"/> before it serves.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Sections <c>Database</c>, <c>Secrets</c>, <c>Keys</c>.</param>
    /// <param name="use">A command leaves a running server alone.</param>
    public static IServiceCollection AddHallStorage(this IServiceCollection services, IConfiguration configuration, StorageUse use = StorageUse.Server)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<SecretsOptions>().Bind(configuration.GetSection("Secrets"));
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection("Database"))
            .Validate(database => database.Provider is DatabaseOptions.Sqlite or DatabaseOptions.PostgreSql or DatabaseOptions.SqlServer, "Database:Provider must be Sqlite, PostgreSql or SqlServer.")
            .Validate(database => database.ConnectionString.Length > 0, "Database:ConnectionString is not set, for instance: Data Source=.data/idp.db")
            .Validate(ConnectionText.IsRead, ConnectionText.Refusal)
            .Validate(database => database.Connections is >= 2 and <= 500, "Database:Connections must be between 2 and 500.")
            .ValidateOnStart();
        AddClock(services);
        services.AddMetrics();
        services.AddSingleton<IKeyVault>(provider => new KeyVault(
            MasterKeyFile.ReadAll(provider.GetRequiredService<IOptions<SecretsOptions>>().Value, provider.GetRequiredService<IHostEnvironment>().IsDevelopment())));
        services.AddSingleton<FieldCipher>();
        services.AddSingleton<LookupIndex>();
        services.AddSingleton<MemberTags>();
        services.AddSingleton<AuditMac>();
        services.AddSingleton<ContextsSeen>();
        services.AddSingleton<AuditWriter>();
        services.AddSingleton<ISignals, SignalStore>();
        services.AddSingleton<IStorageStartup, StorageStartup>();
        AddDatabase(services, use);
        AddConfiguration(services);
        AddSigning(services, configuration);
        AddEnginePorts(services);
        AddDomainPorts(services);
        AddKeyRing(services);
        AddJobs(services);
        AddAudit(services, configuration);
        return services;
    }

    /// <summary>Where the database is a server, all nodes go by its clock. A clock that the host brought itself stays.</summary>
    private static void AddClock(IServiceCollection services)
    {
        if (services.Any(one => one.ServiceType == typeof(TimeProvider) && one.ImplementationInstance != TimeProvider.System))
            return;
        services.AddSingleton(provider => new DatabaseClock(TimeProvider.System, provider.GetRequiredService<ILogger<DatabaseClock>>()));
        services.Replace(ServiceDescriptor.Singleton(provider =>
            provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.Provider == DatabaseOptions.Sqlite ? TimeProvider.System : provider.GetRequiredService<DatabaseClock>()));
    }

    private static void AddDatabase(IServiceCollection services, StorageUse use)
    {
        services.AddSingleton(provider => new CommandMeter(provider.GetService<ICommandObserver>()));
        services.AddSingleton<IHallDatabase>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<DatabaseOptions>>().Value;
            var meter = provider.GetRequiredService<CommandMeter>();
            return options.Provider switch
            {
                DatabaseOptions.PostgreSql => new PostgreSqlDatabase(options, meter),
                DatabaseOptions.SqlServer => new SqlServerDatabase(options, meter),
                _ => new SqliteDatabase(options.ConnectionString, use, meter, provider.GetRequiredService<ILoggerFactory>()),
            };
        });
    }

    private static void AddConfiguration(IServiceCollection services)
    {
        services.AddSingleton<NotBefore>();
        services.AddSingleton<INotBefore>(provider => provider.GetRequiredService<NotBefore>());
        services.AddSingleton<INotBeforeDesk, NotBeforeDesk>();
        services.AddSingleton<ConfigWatch>();
        services.AddSingleton<IStoreCurrency>(provider => provider.GetRequiredService<ConfigWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<ConfigWatch>());
        services.AddSingleton<Leases>();
    }

    private static void AddSigning(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<KeysOptions>().Bind(configuration.GetSection("Keys")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeysOptions>, KeysOptionsCheck>();
        services.AddSingleton<SigningKeyStore>();
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<ISigningKeys>(provider => provider.GetRequiredService<SigningKeyRing>());
        services.AddSingleton<IHeldInMemory>(provider => provider.GetRequiredService<SigningKeyRing>());
        services.AddSingleton<ISigningKeyDesk, SigningKeyDesk>();
        services.AddSingleton<KeySchedule>();
        services.AddHostedService(provider => provider.GetRequiredService<KeySchedule>());
    }

    private static void AddEnginePorts(IServiceCollection services)
    {
        services.AddSingleton<StateCache>();
        services.AddSingleton<EndNews>();
        services.AddHostedService(provider => provider.GetRequiredService<EndNews>());
        services.AddSingleton<LedgerStore>();
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<LedgerStore>());
        services.AddSingleton<IConsents>(provider => provider.GetRequiredService<LedgerStore>());
        services.AddSingleton<IDeviceCodes, DeviceCodes>();
        services.AddSingleton<IUserCodeAttempts, UserCodeAttempts>();
        services.AddSingleton<ISuccessorKeys, SuccessorKeys>();
        services.AddSingleton<INonceKeys, NonceKeys>();
        services.AddSingleton<ISubjectIdentifiers, SubjectIdentifiers>();
        services.AddSingleton<OutboxBell>();
        services.AddSingleton<OutboxWrite>();
        services.AddSingleton<IOutbox, OutboxStore>();
        services.AddSingleton<IFetchedDocuments, FetchedDocuments>();
    }

    private static void AddDomainPorts(IServiceCollection services)
    {
        services.AddSingleton<LogoutNotices>();
        services.AddSingleton<SessionEndWrite>();
        services.AddSingleton<SessionEndTold>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<AttemptCounters>();
        services.AddSingleton<IAttemptCounters>(provider => provider.GetRequiredService<AttemptCounters>());
        services.AddSingleton<ICredentialStore, CredentialStore>();
        services.AddSingleton<FactorEndWrite>();
        services.AddSingleton<PasskeyEndWrite>();
        services.AddSingleton<AppKeyEndWrite>();
        services.AddSingleton<IPasskeyStore, PasskeyStore>();
        services.AddSingleton<IAccountDirectory, AccountDirectory>();
        services.AddSingleton<IUnitStore, UnitStore>();
        services.AddSingleton<IRepresentableUnits, RepresentableUnits>().AddSingleton<RepresentativeWrite>();
        // Whoever brings no gateway sends nothing, and queues nothing.
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<NoticeQueue>(provider, () => provider.GetService<ISmsGateway>() is { IsConnected: true }));
        services.AddSingleton<MembershipEndWrite>();
        services.AddSingleton<IMemberStore, MemberStore>();
        services.AddSingleton<IMemberTries, MemberTries>();
        services.AddSingleton<IMembershipStore, MembershipStore>();
        services.AddSingleton<InstitutionEndWrite>();
        services.AddSingleton<IInstitutionStore, InstitutionStore>();
        services.AddSingleton<IEvaluationStore, EvaluationStore>();
        services.AddSingleton<IItemCatalogue, ItemCatalogue>();
        services.AddSingleton<QrTicketSteps>();
        services.AddSingleton<IQrTicketNews>(provider => provider.GetRequiredService<QrTicketSteps>());
        services.AddSingleton<IQrTickets, QrTicketStore>();
        services.AddHostedService<QrTicketWatch>();
        services.AddSingleton<IAppKeyStore, AppKeyStore>();
        services.AddSingleton<IFaceChecks, FaceCheckStore>();
        services.AddSingleton<ILevelEvidence, LevelEvidenceStore>();
        services.AddSingleton<ICounterSlips, CounterSlipStore>();
        services.AddSingleton<IUnitProfiles, UnitProfiles>();
        services.AddSingleton<IAddressBooks, AddressBooks>();
        services.AddSingleton<IRefusalNotes, RefusalNotes>();
        services.AddSingleton<AggregateRows>();
        services.AddSingleton<IAccountsSeed, AccountsSeed>();
        services.AddSingleton<BusinessItems>();
        services.AddSingleton<IBusinessItems>(provider => provider.GetRequiredService<BusinessItems>());
        services.AddSingleton<IHeldInMemory>(provider => provider.GetRequiredService<BusinessItems>());
    }

    private static void AddKeyRing(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName(KeyRing.ApplicationName);
        services.AddSingleton<RingStore>();
        services.AddSingleton<RingCipher>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<IKeyRingDesk, KeyRingDesk>();
        services.AddSingleton(provider => new WatchedKeys(ActivatorUtilities.CreateInstance<XmlKeyManager>(provider)));
        services.AddSingleton<IKeyManager>(provider => provider.GetRequiredService<WatchedKeys>());
        services.AddSingleton<IHeldInMemory>(provider => provider.GetRequiredService<WatchedKeys>());
        services.AddOptions<KeyManagementOptions>().Configure<RingStore, RingCipher>((ring, store, cipher) =>
        {
            (ring.XmlRepository, ring.XmlEncryptor) = (store, cipher);
            ring.NewKeyLifetime = KeyRing.Lifetime;
            ring.AutoGenerateKeys = false;
        });
    }

    private static void AddJobs(IServiceCollection services)
    {
        services.AddSingleton<IDatabaseBackup, SqliteBackup>();
        services.AddSingleton<JobMeter>();
        services.AddSingleton<IHeldInMemory, KeyExpiry>();
        services.AddSingleton<CleanUp>();
        services.AddHostedService<CleanUpJob>();
        services.AddSingleton<OverdueInvitations>();
        services.AddHostedService(provider => provider.GetRequiredService<OverdueInvitations>());
        services.AddHostedService<OutboxBacklog>();
    }

    private static void AddAudit(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection("Audit")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsCheck>();
        services.AddSingleton<SealMeter>();
        services.AddSingleton<AuditSealer>();
        services.AddSingleton<IAuditEpochs>(provider => provider.GetRequiredService<AuditSealer>());
        services.AddSingleton<DetailCheck>();
        services.AddSingleton<IAuditVerifier, AuditVerifier>();
        services.AddSingleton<IAuditExporter, AuditExporter>();
        services.AddSingleton<IExportedTrail, ExportedTrail>();
        services.AddSingleton<IDetailErasure, DetailErasure>();
        services.AddSingleton<IAuditDrop, AuditDrop>();
        services.AddSingleton<AuditSealJob>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditSealJob>());
    }
}
