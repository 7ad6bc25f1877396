using JsHrss.IdP.Web;

namespace JsHrss.IdP.Tests.Pages;

/// <summary>Every page and every state of it, by name.</summary>
internal static class Gallery
{
    private const string Running = $"?interaction={Scene.Handle}";

    /// <summary>What to open, over which scene, and what to fill in and send before looking.</summary>
    internal sealed record Picture(string Name, string Path, Func<Scene> Scene, params (string Field, string Value)[] Sent)
    {
        /// <summary>The button that is pressed, by its value; null: the form's own.</summary>
        public string? Presses { get; init; }
    }

    public static IReadOnlyList<Picture> All { get; } =
    [
        new("sign-in-person", $"/sign-in{Running}", Asked),
        new("sign-in-unit", $"/sign-in{Running}&tab=unit", Asked),
        new("sign-in-qr", $"/sign-in/qr{Running}", Asked),
        new("sign-in-qr-unit", $"/sign-in/qr{Running}&tab=unit", Asked),
        new("sign-in-qr-scanned", $"/sign-in/qr{Running}", () => Coded(QrPanelState.Scanned)),
        new("sign-in-qr-confirmed", $"/sign-in/qr{Running}", () => Coded(QrPanelState.Confirmed)),
        new("sign-in-qr-denied", $"/sign-in/qr{Running}", () => Coded(QrPanelState.Denied)),
        new("sign-in-qr-expired", $"/sign-in/qr{Running}", () => Coded(QrPanelState.Expired)),
        new("sign-in-qr-busy", $"/sign-in/qr{Running}", () => Coded(QrPanelState.Busy)),
        new("help-qr", "/help/qr", () => new()),
        new("app-download", "/app", () => new()),
        new("qr-landing", "/qr/AZqg1fYzcAqBcdefghijklmnopqrstuvwxyzABCDEFG", () => new()),
        new("sign-in-direct", "/sign-in", () => new()),
        new("sign-in-third-party", $"/sign-in{Running}", () => new() { Pending = Scene.Waiting(Scene.Partner, "sign-in") }),
        new("sign-in-empty", $"/sign-in{Running}&tab=unit", Asked, ("UnitCode", "91320100MA0000007X")),
        new("sign-in-wrong", $"/sign-in{Running}", () => Failing(new SignInResult.Wrong(5)), ("Account", "13000000006"), ("Password", "no")),
        new("sign-in-wrong-unit", $"/sign-in{Running}&tab=unit", () => Failing(new SignInResult.Wrong(5)), ("UnitCode", "91320100MA0000007X"), ("Account", "13000000006"), ("Password", "no")),
        new("sign-in-locked", $"/sign-in{Running}", () => Failing(new SignInResult.Locked(new(2026, 11, 21, 14, 40, 0, TimeSpan.Zero))), ("Account", "13000000006"), ("Password", "x")),
        new("sign-in-mandate-ended", $"/sign-in{Running}&tab=unit", () => Failing(new SignInResult.MandateNotInForce()), ("UnitCode", "13150819"), ("Account", "13000000004"), ("Password", "x")),
        new("sign-in-which-kind", $"/sign-in{Running}", () => Failing(new SignInResult.Ambiguous("Account", ["ID", "phone"])), ("Account", "13000000006"), ("Password", "x")),
        new("sign-in-busy", $"/sign-in{Running}", () => Failing(new SignInResult.Busy(TimeSpan.FromSeconds(3))), ("Account", "13000000006"), ("Password", "x")),
        new("sign-in-challenge", $"/sign-in{Running}", () => Failing(new SignInResult.Wrong(5) { ChallengeNext = true }), ("Account", "13000000006"), ("Password", "no")),
        new("sign-in-challenge-unit", $"/sign-in{Running}&tab=unit", () => Failing(new SignInResult.ChallengeNeeded(false, false)), ("UnitCode", "91320100MA0000007X"), ("Account", "13000000006"), ("Password", "no")),
        new("sign-in-challenge-wrong", $"/sign-in{Running}", () => Failing(new SignInResult.ChallengeNeeded(true, false)), ("Account", "13000000006"), ("Password", "no")),
        new("sign-in-challenge-words", "/sign-in", () => new() { IsChallenged = true }, ("Account", "13000000006"), ("Password", "no")) { Presses = "words" },
        new("sign-in-challenge-everybody", "/sign-in", () => new() { IsChallenged = true }),
        new("sign-in-too-many", $"/sign-in{Running}", () => Failing(new SignInResult.TooMany(new(2026, 11, 21, 14, 40, 0, TimeSpan.Zero))), ("Account", "13000000006"), ("Password", "x")),
        new("sign-in-again", $"/sign-in{Running}", () => new() { Person = Scene.Sun, Pending = Scene.Waiting(Scene.Hall, "sign-in", "proof_too_old") }),
        new("sign-in-other", "/sign-in", () => new() { Person = Scene.Sun }),
        new("sign-in-unit-proof", $"/sign-in{Running}", () => new()
        {
            Person = Scene.Wang,
            Pending = Scene.Waiting(Scene.Hall, "sign-in", "proof_missing"),
            Wanted = Scene.Unit("m_2", "样本制造有限公司", ContextState.ProofMissing),
        }),
        new("sign-in-passkey-refused", $"/sign-in{Running}&passkey=passkey_not_verified", Asked),
        new("sign-in-step-up", $"/sign-in{Running}", () => new() { Person = Scene.Wang, HasPasskey = true, Pending = Scene.Waiting(Scene.Hall, "sign-in", "proof_too_old") }),
        new("step-up", $"/step-up{Running}", () => new() { Person = Scene.Wang, Pending = Scene.Waiting(Scene.Hall, "step-up", "acr_not_reached", "interaction_required") }),
        new("step-up-unbound", $"/step-up{Running}", () => new() { Person = Scene.Wang, StepUp = new(true, false, false, true), Wanted = Scene.Unit("m_2", "样本制造有限公司", ContextState.Open), Pending = Scene.Waiting(Scene.Hall, "step-up", "acr_wished", "interaction_required") }),
        new("passkeys-full", "/account/passkeys", () => WithPasskeys(10, null)),
        new("passkeys-barred", "/account/passkeys", () => WithPasskeys(2, "passkey_on_hold")),
        new("face", "/face", () => new() { Person = Scene.Sun }),
        new("face-asked", $"/face{Running}", () => new() { Person = Scene.Wang, Offer = new(["alipay"], null, new(2027, 3, 1, 2, 0, 0, TimeSpan.Zero)), Pending = Scene.Waiting(Scene.Hall, "sign-in", "acr_not_reached", "interaction_required") }),
        new("face-too-young", "/face", () => new() { Person = Scene.Sun, Offer = new(["app"], "face_too_young", null) }),
        new("face-name-first", "/face", () => new() { Person = Scene.Sun with { Level = "registered" }, Offer = new(["app"], "level_needs_real_name", null) }),
        new("face-open", "/face/f_1", () => new() { Person = Scene.Sun }),
        new("face-silent", "/face/f_1", () => Faced(FacePanelState.Open, isSilent: true)),
        new("face-failed", "/face/f_1", () => Faced(FacePanelState.Failed)),
        new("face-expired", "/face/f_1", () => Faced(FacePanelState.Expired)),
        new("face-replaced", "/face/f_1", () => Faced(FacePanelState.Replaced)),
        new("face-notice", "/face/notice", () => new()),
        new("face-counter", "/face/counter", () => new() { Person = Scene.Sun }),
        new("face-counter-only", "/face/counter", () => new() { Person = Scene.Sun, Offer = new([], "face_no_channel", null), Slip = new(null, "S*", "PPF", "*****0001", default, default) }),
        new("face-slip", "/face/counter", () => new() { Person = Scene.Sun, Slip = new("K7M2-9QXD", "孙*", "ID", "*****0166", new(2026, 11, 21, 10, 40, 0, TimeSpan.Zero), new(2026, 12, 21, 10, 40, 0, TimeSpan.Zero)) }),
        new("account-registered", "/account", () => Owning("registered", null, null)),
        new("account", "/account", () => Owning("real_name", null, null)),
        new("account-raised", "/account?done=face", () => Owning("real_person", new(2026, 11, 21, 10, 41, 0, TimeSpan.Zero), new(2027, 11, 21, 10, 41, 0, TimeSpan.Zero))),
        new("account-fallen", "/account", () => Owning("real_name", new(2025, 11, 20, 10, 41, 0, TimeSpan.Zero), new(2026, 11, 20, 10, 41, 0, TimeSpan.Zero))),
        new("choose", $"/choose{Running}", Scene.Choosing),
        new("choose-many", $"/choose{Running}", Many),
        new("consent", $"/consent{Running}", Scene.Consenting),
        new("consent-own-app", $"/consent{Running}", Scene.ConsentingToOwnApp),
        new("device", "/device", () => new()),
        new("device-scanned", "/device?user_code=WDJB-MJHT", () => new() { Person = Scene.Sun }),
        new("device-wrong", "/device", () => new(), ("Code", "WDJB-MJHX")),
        new("device-approve", $"/device/approve{Running}", () => Scene.ApprovingDevice(asUnit: false)),
        new("device-approve-unit", $"/device/approve{Running}", () => Scene.ApprovingDevice(asUnit: true)),
        new("device-approved", "/device/approved", () => new() { Person = Scene.Sun }),
        new("device-denied", "/device/denied", () => new() { Person = Scene.Sun }),
        new("error-device-expired", "/connect/authorize/resume?code=device_expired", () => new()),
        new("error-device-decided", "/connect/authorize/resume?code=device_decided", () => new()),
        new("not-served-level", $"/not-served{Running}", () => new() { Person = Scene.Sun, Pending = Scene.Waiting(Scene.Hall, "not-served", "min_acr", "access_denied") }),
        new("not-served-context", $"/not-served{Running}", () => new() { Person = Scene.Sun, Pending = Scene.Waiting(Scene.Hall, "not-served", "context_not_served", "access_denied") }),
        new("sign-out", "/sign-out", () => new() { Person = Scene.Sun }),
        new("sign-out-asked", $"/sign-out{Running}", () => Scene.SigningOut(Scene.Sun)),
        new("sign-out-contexts", $"/sign-out{Running}", Scene.SigningOut),
        new("sign-out-own-contexts", "/sign-out", Scene.SigningOut),
        new("sign-out-dead", "/sign-out?interaction=int_other", () => new() { Person = Scene.Sun }),
        new("sign-out-dead-nobody", "/sign-out?interaction=int_other", () => new()),
        new("sign-out-nobody", "/sign-out", () => new()),
        new("sign-out-nobody-asked", $"/sign-out{Running}", () => Scene.SigningOut(null)),
        new("signed-out-browser", "/connect/logout?reach=Browser&back=false", () => new() { Frames = ["http://localhost:5300/health/live"] }),
        new("signed-out-context", "/connect/logout?reach=Context&back=false", Scene.SigningOut),
        new("signed-out-everywhere", "/connect/logout?reach=Everywhere&back=false", () => new()),
        new("home", "/", () => new() { Person = Scene.Sun }),
        new("help", "/help", () => new()),
        new("accessibility", "/accessibility", () => new()),
        new("error-gone", "/choose?interaction=int_other", () => new()),
        new("error-breach", "/breach", () => new()),
        new("error-sign-out", "/connect/logout/resume?code=invalid_request", () => new()),
        new("error-404", "/nowhere", () => new()),
        new("error-500", "/throw?what=secret", () => new()),
        new("error-503", "/throw?what=store", () => new()),
        .. GalleryUnits.All,
        .. GalleryAddresses.All,
    ];

    private static Scene Asked() => new() { Pending = Scene.Waiting(Scene.Hall, "sign-in") };

    private static Scene Coded(QrPanelState state)
    {
        var scene = Asked();
        var isOpen = state is QrPanelState.Scanned or QrPanelState.Confirmed;
        scene.Panel = new QrPanel(state, isOpen ? 50 : 0, isOpen ? scene.Panel.Text : null, null, state == QrPanelState.Scanned ? "47" : null);
        return scene;
    }

    private static Scene Faced(FacePanelState state, bool isSilent = false)
    {
        var scene = new Scene { Person = Scene.Sun };
        scene.Face = state == FacePanelState.Open ? scene.Face with { IsSilent = isSilent } : new FacePanel(state, "alipay", 0, null, null, false);
        return scene;
    }

    private static Scene Owning(string level, DateTimeOffset? proven, DateTimeOffset? until) => new()
    {
        Person = Scene.Sun with { Level = level },
        Account = new("孙*", "ID", "*****0166", "1*****06", level, level == "registered" ? null : new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero), proven, proven is null ? null : "alipay", until),
    };

    private static Scene Failing(SignInResult result) => new() { Pending = Scene.Waiting(Scene.Hall, "sign-in"), Result = result };

    private static Scene WithPasskeys(int many, string? barrier) => new()
    {
        Person = Scene.Wang,
        Passkeys = new([.. Enumerable.Range(1, many).Select(n => new MyPasskey($"c_{n}", n == 2 ? "一个很长的名字一个很长的名字一个很长的名字一个很长的名字" : $"手机{n}", new(2026, 11, 1, 10, n, 0, TimeSpan.Zero), n == 1 ? null : new(2026, 11, 20, 10, n, 0, TimeSpan.Zero), n % 2 == 0, n % 3 != 0))], 10, barrier),
    };

    private static Scene Many()
    {
        var scene = Scene.Choosing();
        scene.Options = [Scene.Self(), .. Enumerable.Range(1, 11).Select(n => Scene.Unit($"m_{n}", $"示例第{n}商贸有限公司"))];
        return scene;
    }
}
