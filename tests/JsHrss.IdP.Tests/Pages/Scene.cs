using System.Collections.Immutable;
using JsHrss.IdP.Web;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.EndSession;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>What stands behind the pages of one test: who is signed in, what waits, what sign-in answers. Pages of the whole server have journeys of their own.</summary>
internal sealed class Scene
{
    public const string Handle = "int_scene";

    public const string BackAtHall = "http://localhost:5300/signout-callback-oidc?state=s1";

    public SignedInPerson? Person { get; set; }

    public PendingInteraction? Pending { get; set; }

    public SignInResult Result { get; set; } = new SignInResult.Done("self");

    public ImmutableArray<ContextOption> Options { get; set; } = [];

    public ContextOption? Wanted { get; set; }

    public ConsentQuestion? Question { get; set; }

    /// <summary>What an entered user code leads to.</summary>
    public EnteredCode Entered { get; set; } = new EnteredCode.Wrong();

    /// <summary>What a relying party asked to end, under <see cref="Handle"/>; null: nothing waits.</summary>
    public PendingSignOut? SignOut { get; set; }

    /// <summary>Front-channel addresses that a sign-out leaves.</summary>
    public ImmutableArray<string> Frames { get; set; } = [];

    /// <summary>Whether the person is asked for a passkey of theirs.</summary>
    public bool HasPasskey { get; set; }

    /// <summary>The person's passkeys; null: nobody's.</summary>
    public MyPasskeys? Passkeys { get; set; }

    /// <summary>By which proofs more is shown.</summary>
    public StepUpOffer StepUp { get; set; } = new(true, true, true, false);

    /// <summary>The person's enrolled phones.</summary>
    public ImmutableArray<MyPhone> Phones { get; set; } = [];

    /// <summary>How a code stands.</summary>
    public QrPanel Panel { get; set; } = new(QrPanelState.New, 42, "http://localhost:5100/qr/AZqg1fYzcAqBcdefghijklmnopqrstuvwxyzABCDEFG", "jshrss-app://qr/AZqg1fYzcAqBcdefghijklmnopqrstuvwxyzABCDEFG", null);

    /// <summary>Which ways there are of 实人认证.</summary>
    public FaceOffer Offer { get; set; } = new(["app", "alipay"], null, null);

    /// <summary>How an attempt stands.</summary>
    public FacePanel Face { get; set; } = new(FacePanelState.Open, "alipay", 562, "https://openapi.alipay.com/gateway.do?" + string.Concat(Enumerable.Repeat("alipay.user.certify.open.certify&", 24)), "alipays://platformapi/startapp?appId=20000067&url=x", false);

    /// <summary>What the counter's slip says; without number, none is held.</summary>
    public PrintedSlip Slip { get; set; } = new(null, "孙*", "ID", "*****0166", default, default);

    /// <summary>账户信息; null: nobody's.</summary>
    public MyAccountShown? Account { get; set; }

    public bool IsBroken { get; set; }

    /// <summary>The person's units and their members.</summary>
    public SceneUnits Units => field ??= new SceneUnits(this);

    /// <summary>Address books: one's own, and that of a unit.</summary>
    public SceneAddresses Addresses => field ??= new SceneAddresses(this);

    /// <summary>Whether every sign-in from here needs a human challenge.</summary>
    public bool IsChallenged { get; set; }

    /// <summary>What the pages told the desks and the engine, in order.</summary>
    public List<string> Told { get; } = [];

    public static SignedInPerson Sun { get; } = new("孙*", "real_name", "*****0166", "1*****06", new(2026, 11, 21, 10, 30, 0, TimeSpan.Zero));

    public static SignedInPerson Wang { get; } = new("王*", "real_person", "*****123X", "1*****03", new(2026, 11, 21, 10, 30, 0, TimeSpan.Zero));

    public static Client Hall { get; } = new()
    {
        Id = new("hall"),
        Name = "网上办事服务大厅",
        AuthenticationMethod = ClientAuthenticationMethod.ClientSecretBasic,
        GrantTypes = ["authorization_code"],
        Scopes = ["openid", "profile", "unit"],
        Contexts = ["person", "unit"],
        RedirectUris = ["http://localhost:5300/signin-oidc"],
        FirstParty = true,
    };

    public static Client Partner { get; } = Hall with { Id = new("partner"), Name = "示例人才公寓申请平台", FirstParty = false, Contexts = ["person"], RedirectUris = ["https://apply.example.cn/callback"] };

    public static ContextOption Self(ContextState state = ContextState.Open) => new(new("self"), true, "王*", null, null, null, state, null);

    public static ContextOption Unit(string id, string name, ContextState state = ContextState.Open, string? reason = null) =>
        new(new(id), false, name, "agent", 2, new DateOnly(2027, 11, 20), state, reason);

    /// <summary>A request waiting for one of the pages.</summary>
    public static PendingInteraction Waiting(Client client, string? page = null, string reason = "no_session", string error = "login_required") => new(
        Handle,
        new AuthorizationRequest { Client = client, RedirectUri = client.RedirectUris[0], RedirectUriWasSent = true, Scopes = client.Scopes, CodeChallenge = new string('a', 43) },
        new(2026, 11, 21, 10, 40, 0, TimeSpan.Zero),
        ImmutableDictionary<string, PromptAnswer>.Empty,
        page is null ? null : new InteractionNeed(page, reason, error),
        null);

    /// <summary>王*, who may choose between himself, two units and one whose mandate has ended.</summary>
    public static Scene Choosing() => new()
    {
        Person = Wang,
        Pending = Waiting(Hall, "choose", "context_not_chosen", "interaction_required"),
        Options =
        [
            Self(),
            Unit("m_1", "示例科技有限公司"),
            Unit("m_2", "样本（江苏）智能装备与新材料研究开发股份有限公司南京江北新区第二分公司", ContextState.ProofMissing),
            Unit("m_3", "测试商贸有限公司", ContextState.Closed, "ended"),
        ],
    };

    /// <summary>王*, whom the hall asks to sign out as the agent of one unit while two further contexts are live.</summary>
    public static Scene SigningOut() => Choosing().With(new PendingSignOut(Handle, null, Hall, new("m_1"), [new("self"), new("m_2")], BackAtHall));

    /// <summary>Somebody whom the hall asks to sign out.</summary>
    public static Scene SigningOut(SignedInPerson? person) => new Scene { Person = person }.With(new PendingSignOut(Handle, null, Hall, null, [], BackAtHall));

    /// <summary>孙*, whom a third party asks for data.</summary>
    public static Scene Consenting() => new()
    {
        Person = Sun,
        Pending = Waiting(Partner, "consent", "consent_missing", "consent_required"),
        Question = new("示例市住房保障中心", [new("profile", "孙* · 实名用户", true, false), new("phone", "1*****06", false, false), new("unit", null, false, false), new("id_number", "*****0166", false, true)], 180),
    };

    /// <summary>孙*, whom the department's own app asks to say that it is really asked (RFC 8252 §8.6).</summary>
    public static Scene ConsentingToOwnApp() => new()
    {
        Person = Sun,
        Pending = Waiting(Hall with { Id = new("app"), Name = "江苏智慧人社", Native = true, Contexts = ["person"], RedirectUris = ["cn.example.hrss.mobile.service:/oauth2/callback"] }, "consent", "app_not_confirmed", "interaction_required"),
        Question = new(null, [new("openid", null, true, false)], null) { IsOwn = true, IsApp = true },
    };

    /// <summary>王*, whom a terminal asks to sign in there; for a unit or for himself.</summary>
    public static Scene ApprovingDevice(bool asUnit) => new()
    {
        Person = Wang,
        Pending = AtTerminal(Waiting(Hall with { Id = new("kiosk"), Name = "人社自助服务终端" }, "device/approve", "device_not_approved", "interaction_required")),
        Options = asUnit ? [Self(), Unit("m_1", "样本（江苏）智能装备与新材料研究开发股份有限公司南京江北新区第二分公司")] : [Self()],
        Wanted = asUnit ? Unit("m_1", "样本（江苏）智能装备与新材料研究开发股份有限公司南京江北新区第二分公司") : Self(),
        Question = new(null, [new("openid", null, true, false), new("profile", "王* · 实人用户", true, false), new("unit", null, true, false)], null) { IsOwn = true, Of = "of-1" },
    };

    private static PendingInteraction AtTerminal(PendingInteraction pending) => pending with
    {
        Request = pending.Request with
        {
            RedirectUri = "",
            Device = new AskedDevice(UserCode.Read("WDJBMJHT")!.Value, "10.20.30.40", new(2026, 11, 21, 10, 40, 0, TimeSpan.Zero), new(2026, 11, 21, 10, 50, 0, TimeSpan.Zero)),
        },
    };

    private Scene With(PendingSignOut asked)
    {
        SignOut = asked;
        return this;
    }
}
