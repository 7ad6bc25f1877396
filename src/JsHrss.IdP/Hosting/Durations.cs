using System.Collections.Immutable;
using System.Text.RegularExpressions;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Passwords;
using JsHrss.Accounts.SignIn;
using JsHrss.Storage.Audit;
using JsHrss.Storage.Signing;
using SessionOptions = JsHrss.Accounts.Sessions.SessionOptions;

namespace JsHrss.IdP.Hosting;

/// <summary>Durations in configuration, before they are bound: a bare number would silently be days (30, meant as minutes, a month), and so would 24:00:00.</summary>
internal static partial class Durations
{
    /// <summary>Sections with durations, and what they are bound to.</summary>
    private static readonly ImmutableArray<(string Section, Type Options)> Sections =
    [
        ("Sessions", typeof(SessionOptions)), ("Passwords", typeof(PasswordOptions)), ("Passwords:Lockout", typeof(LockoutOptions)), ("Limits:SignIn", typeof(AttemptOptions)), ("Keys", typeof(KeysOptions)), ("Shutdown", typeof(ShutdownOptions)),
        ("Audit", typeof(AuditOptions)), ("Face", typeof(FaceOptions)),
    ];

    /// <exception cref="InvalidOperationException">A duration is not written unmistakably; the message names each, with the cure.</exception>
    public static void Require(IConfiguration configuration)
    {
        string[] faults =
        [
            .. Sections
                .SelectMany(one => one.Options.GetProperties().Where(property => property.PropertyType == typeof(TimeSpan)).Select(property => $"{one.Section}:{property.Name}"))
                .Where(name => configuration[name] is { } text && !Written().IsMatch(text))
                .Select(name => $"{name} is '{configuration[name]}'; write hours, minutes and seconds, for instance 00:30:00, with whole days before a point, for instance 1.00:00:00. A number alone would be days."),
        ];
        if (faults.Length > 0)
            throw new InvalidOperationException("The configuration is wrong; nothing was started:" + Environment.NewLine + string.Join(Environment.NewLine, faults));
    }

    [GeneratedRegex(@"^([0-9]{1,7}\.)?([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,7})?)?\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Written();
}
