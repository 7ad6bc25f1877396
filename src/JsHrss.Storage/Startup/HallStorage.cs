using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Lanes;
using JsHrss.Storage.Outbox;
using JsHrss.Storage.Ring;
using JsHrss.Storage.Signing;
using JsHrss.Storage.Statements;
using JsHrss.Storage.Statements.Sqlite;
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
    public static IServiceCollection AddHallStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<SecretsOptions>().Bind(configuration.GetSection("Secrets"));
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection("Database"))
            .Validate(database => database.Provider == "Sqlite", "Database:Provider: this build knows Sqlite only.")
            .Validate(database => database.ConnectionString.Length > 0, "Database:ConnectionString is not set, for instance: Data Source=.data/idp.db")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IKeyVault>(provider => new KeyVault(
            MasterKeyFile.ReadAll(provider.GetRequiredService<IOptions<SecretsOptions>>().Value, provider.GetRequiredService<IHostEnvironment>().IsDevelopment())));
        services.AddSingleton<FieldCipher>();
        services.AddSingleton<LookupIndex>();
        services.AddSingleton<AuditMac>();
        services.AddSingleton<AuditWriter>();
        services.AddSingleton<IStorageStartup, StorageStartup>();
        AddDatabase(services);
        AddEnginePorts(services);
        AddDomainPorts(services);
        AddKeyRing(services);
        return services;
    }

    private static void AddDatabase(IServiceCollection services)
    {
        services.AddSingleton(provider => new CommandMeter(provider.GetService<ICommandObserver>()));
        services.AddSingleton(provider => new SqliteDatabase(
            provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString,
            provider.GetRequiredService<CommandMeter>(),
            provider.GetRequiredService<ILoggerFactory>()));
    }

    private static void AddEnginePorts(IServiceCollection services)
    {
        services.AddSingleton<StateCache>();
        services.AddSingleton<SqliteLedger>();
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<SqliteLedger>());
        services.AddSingleton<IConsents>(provider => provider.GetRequiredService<SqliteLedger>());
        services.AddSingleton<SigningKeyRing>();
        services.AddSingleton<ISigningKeys>(provider => provider.GetRequiredService<SigningKeyRing>());
        services.AddSingleton<ISuccessorKeys, SuccessorKeys>();
        services.AddSingleton<ISubjectIdentifiers, SubjectIdentifiers>();
        services.AddSingleton<OutboxBell>();
        services.AddSingleton<IOutbox, SqliteOutbox>();
    }

    private static void AddDomainPorts(IServiceCollection services)
    {
        services.AddSingleton<LogoutNotices>();
        services.AddSingleton<SessionEndWrite>();
        services.AddSingleton<SessionEndTold>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<ICredentialStore, CredentialStore>();
        services.AddSingleton<IAccountDirectory, AccountDirectory>();
        services.AddSingleton<IUnitStore, UnitStore>();
        services.AddSingleton<AggregateRows>();
        services.AddSingleton<IAccountsSeed, AccountsSeed>();
        services.AddSingleton<BusinessItems>();
        services.AddSingleton<IBusinessItems>(provider => provider.GetRequiredService<BusinessItems>());
    }

    private static void AddKeyRing(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName(KeyRing.ApplicationName);
        services.AddSingleton<RingStore>();
        services.AddSingleton<RingCipher>();
        services.AddSingleton<KeyRing>();
        services.AddOptions<KeyManagementOptions>().Configure<RingStore, RingCipher>((ring, store, cipher) => (ring.XmlRepository, ring.XmlEncryptor) = (store, cipher));
    }
}
