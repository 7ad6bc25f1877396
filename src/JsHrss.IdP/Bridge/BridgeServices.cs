using System.Collections.Immutable;
using JsHrss.Accounts.Addresses;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.CounterSlips;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Catalogue;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Institutions;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Memberships;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Sessions;
using JsHrss.Accounts.SignIn;
using JsHrss.IdP.Challenges;
using JsHrss.IdP.Web;
using JsHrss.IdP.Web.Addresses;
using JsHrss.IdP.Web.Units;
using JsHrss.OpenId;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Audit;
using SessionOptions = JsHrss.Accounts.Sessions.SessionOptions;

namespace JsHrss.IdP.Bridge;

/// <summary>Where engine, domain and pages are joined. To put another engine in its place, this folder is what changes (ADR 0001).</summary>
internal static class BridgeServices
{
    /// <summary>Scopes of this server, as its metadata names them.</summary>
    public static ImmutableArray<string> Scopes { get; } = ["openid", "profile", "phone", AddressClaim.Name, "offline_access", House.UnitScope, House.MembersScope, House.ItemsScope, House.AppScope];

    /// <summary>Authentication context classes, weakest first.</summary>
    public static ImmutableArray<string> AcrValues => Acr.Ascending;

    public static IServiceCollection AddBridge(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        AddDomain(services, configuration, isDevelopment);
        services.AddHttpContextAccessor();
        services.AddSingleton<IRequestOrigin, HttpRequestOrigin>();
        services.AddSingleton<ItemDetails>();
        services.AddSingleton<IAuthorizationDetailsType>(provider => provider.GetRequiredService<ItemDetails>());
        services.AddSingleton<MyAccount>();
        services.AddSingleton<AccessDesk>();
        services.AddSingleton<CatalogueDesk>();
        services.AddSingleton<UnitDoor>();
        services.AddSingleton<GovernanceRefusals>();
        services.AddSingleton<UnitDesk>();
        services.AddSingleton<UnitInstitutionDesk>();
        services.AddSingleton<InstitutionDesk>();
        services.AddSingleton<Api.SystemDoor>();
        services.AddSingleton<MemberListDesk>();
        services.AddSingleton<MemberChangesDesk>();
        services.AddSingleton<MemberAdditionsDesk>();
        services.AddSingleton<ReadUnit>();
        services.AddSingleton<EditUnitProfile>();
        services.AddSingleton<House>();
        services.AddSingleton<IHouseRule, UnitScopeIsAsked>();
        services.AddSingleton<IHouseRule, ItemsAreAskedForAUnit>();
        services.AddSingleton<IHouse>(provider => provider.GetRequiredService<House>());
        services.AddSingleton<IBrowserMark, EngineBrowserMark>();
        services.AddSingleton<BrowserSession>();
        services.AddSingleton<ISessions, HallSessions>();
        services.AddSingleton<ISessionEnding, HallSessionEnding>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<ISignInDesk>(provider => provider.GetRequiredService<SignInDesk>());
        services.AddSingleton<IPasskeyDesk, PasskeyDesk>();
        services.AddSingleton<IMyPasskeys, MyPasskeysDesk>();
        services.AddSingleton<IMyPhones, MyPhonesDesk>();
        services.AddSingleton<IFaceDesk, FaceDesk>();
        services.AddSingleton<ICounterDesk, CounterDesk>();
        services.AddSingleton<IAccountDesk, AccountDesk>();
        services.AddSingleton<IStepUpDesk, StepUpDesk>();
        services.AddSingleton<UnitSession>();
        services.AddSingleton<CatalogueTree>();
        services.AddSingleton<IUnitDesk, MyUnitsDesk>();
        services.AddSingleton<IMemberDesk, MemberPagesDesk>();
        services.AddSingleton<IAddressDesk, AddressDesk>();
        services.AddSingleton<IInstitutionDesk, MyInstitutionsDesk>();
        services.AddSingleton<ProvenBrowser>();
        services.AddSingleton<QrSite>();
        services.AddSingleton<IQrDesk, QrDesk>();
        services.AddSingleton<AppHolderView>();
        services.AddSingleton<TerminalCodes>();
        services.AddSingleton<TerminalContexts>();
        services.AddSingleton<TerminalSessions>();
        services.AddSingleton<AppDevices>();
        services.AddSingleton<AppDesk>();
        services.AddSingleton<AppFaceDesk>();
        services.AddSingleton<AppMembershipDesk>();
        services.AddSingleton<IContextDesk, ContextDesk>();
        services.AddSingleton<IConsentDesk, ConsentDesk>();
        services.AddSingleton<SmsDelivery>();
        services.AddSingleton<SmsDispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<SmsDispatcher>());
        return services;
    }

    /// <summary>What the engine must know of this host.</summary>
    public static void Describe(OpenIdProviderOptions provider, string issuer, bool isDevelopment)
    {
        provider.Issuer = issuer;
        provider.AllowLoopbackCalls = isDevelopment;
        provider.Scopes = Scopes;
        provider.AcrValues = AcrValues;
        provider.HostParameters = [House.UnitHint, SignInTabs.Parameter];
        provider.ContextParameter = House.UnitHint;
        provider.Claims =
        [
            "sub", "iss", "aud", "exp", "iat", "auth_time", "acr", "amr", "sid", "idp", "subject_type", "auth_level", "represents", "region",
            "authorization_details", .. PersonClaims.Names,
        ];
    }

    private static void AddDomain(IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        var passwords = configuration.GetSection("Passwords").Get<PasswordOptions>() ?? new PasswordOptions();
        var lockout = configuration.GetSection("Passwords:Lockout").Get<LockoutOptions>() ?? new LockoutOptions();
        var sessions = configuration.GetSection("Sessions").Get<SessionOptions>() ?? new SessionOptions();
        var faces = configuration.GetSection("Face").Get<FaceOptions>() ?? new FaceOptions();
        var governance = configuration.GetSection(GovernanceOptions.Section).Get<GovernanceOptions>() ?? new GovernanceOptions();
        string[] faults = [.. passwords.Validate(isDevelopment), .. lockout.Validate(), .. sessions.Validate(), .. faces.Validate(), .. governance.Validate()];
        if (faults.Length > 0)
            throw new InvalidOperationException("The configuration is wrong; nothing was started:" + Environment.NewLine + string.Join(Environment.NewLine, faults));
        services.AddSingleton(passwords).AddSingleton(lockout).AddSingleton(sessions).AddSingleton(faces).AddSingleton(governance);
        services.AddSingleton<IPasswordHasher, BoundedPasswordHasher>();
        services.AddSingleton<SignInWithPassword>();
        services.AddSingleton<SignInToUnit>();
        services.AddSingleton<OpenTicket>();
        services.AddSingleton<FindRepresented>();
        services.AddSingleton<ConfirmMembership>();
        services.AddSingleton<SetMembershipPassword>();
        services.AddSingleton<ScanTicket>();
        services.AddSingleton<ConfirmTicket>();
        services.AddSingleton<DenyTicket>();
        services.AddSingleton<RedeemTicket>();
        services.AddSingleton<DeviceTickets>();
        services.AddSingleton<EnrolAppKey>();
        services.AddSingleton<EndAppKey>();
        services.AddSingleton<StepUpWays>();
        services.AddSingleton<FaceChannels>();
        services.AddSingleton<StartFaceCheck>();
        services.AddSingleton<AskFaceCheck>();
        services.AddSingleton<DecideFaceCheck>();
        services.AddSingleton<ProveByFace>();
        services.AddSingleton<IssueCounterSlip>();
        services.AddSingleton<TakeFaceAssertion>();
        services.AddSingleton<ImportItems>();
        services.AddSingleton<AppointMember>();
        services.AddSingleton<ReadMembers>();
        services.AddSingleton<ReadOwnItems>();
        services.AddSingleton<AcceptTerms>();
        services.AddSingleton<AddMember>();
        services.AddSingleton<EndMember>();
        services.AddSingleton<RenewMandate>();
        services.AddSingleton<GrantItems>();
        services.AddSingleton<ChangeRole>();
        services.AddSingleton<ReplaceAdministrator>();
        services.AddSingleton<LeaveUnit>();
        services.AddSingleton<ApplyForInstitution>();
        services.AddSingleton<WithdrawApplication>();
        services.AddSingleton<ListInstitutions>();
        services.AddSingleton<CreateInstitution>();
        services.AddSingleton<DecideOnInstitution>();
        services.AddSingleton<BeginSession>();
        services.AddSingleton<JoinProof>();
        services.AddSingleton<EndSession>();
        services.AddSingleton<EndContext>();
        services.AddSingleton<EndEverywhere>();
        services.AddSingleton<ReadSession>();
        services.AddSingleton<ReadAddresses>();
        services.AddSingleton<WriteAddress>();
        services.AddSingleton<ArrangeAddresses>();
    }
}
