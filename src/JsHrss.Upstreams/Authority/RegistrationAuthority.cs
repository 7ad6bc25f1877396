using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Representatives;
using JsHrss.Upstreams.Signed;
using Microsoft.Extensions.Logging;

namespace JsHrss.Upstreams.Authority;

/// <summary>The registers of units, asked by the wire that is ours (docs/upstreams.md, service <c>authority</c>).</summary>
internal sealed partial class RegistrationAuthority(SignedServiceClient service, ILogger<RegistrationAuthority> log) : IRegistrationAuthority, IDisposable
{
    public const string Section = "Upstreams:Authority";
    public const string Service = "authority";

    private const string UnitsOf = "units-of";
    private const int LongestName = 200;

    public async Task<RegisterAnswer> UnitsOfAsync(IdentityDocument document, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(document);
        var question = new JsonObject { ["document_type"] = document.Type.Code(), ["document_number"] = document.Number.Value };
        if (await service.AskAsync(UnitsOf, question, ct).ConfigureAwait(false) is not { } answer)
            return new RegisterAnswer.Unavailable();
        if (SignedAnswer.TextOf(answer, "result") != "found" || !answer.TryGetProperty("units", out var rows) || rows.ValueKind != JsonValueKind.Array)
        {
            LogOther(UnitsOf);
            return new RegisterAnswer.Unavailable();
        }

        var units = ImmutableArray.CreateBuilder<RegisteredUnit>();
        var unread = 0;
        foreach (var row in rows.EnumerateArray())
        {
            if (Read(row) is { } unit)
                units.Add(unit);
            else
                unread++;
        }

        // One row that cannot be read costs that unit alone.
        if (unread > 0)
            LogUnread(unread);
        return new RegisterAnswer.Found(units.ToImmutable());
    }

    public void Dispose() => service.Dispose();

    private static RegisteredUnit? Read(JsonElement row) =>
        UnifiedSocialCreditCode.ReadForm(SignedAnswer.TextOf(row, "code")).OrNull is { } code
        && SignedAnswer.TextOf(row, "name") is { Length: > 0 and <= LongestName } name
        && SignedAnswer.TextOf(row, "state") is { } state
        && row.TryGetProperty("legal_representative", out var person)
        && PersonName.Read(SignedAnswer.TextOf(person, "name")).OrNull is { } representative
        && IdDocumentTypes.Read(SignedAnswer.TextOf(person, "document_type")) is { IsOk: true } type
        && SignedAnswer.TextOf(person, "document_number") is { Length: > 0 } number
            ? new RegisteredUnit(code, name, state == "active", representative, type.Value, number)
            : null;

    [LoggerMessage(6111, LogLevel.Warning, "The registration authority answered {Call} in a form that is not agreed.")]
    private partial void LogOther(string call);

    [LoggerMessage(6112, LogLevel.Warning, "The registration authority named {Count} units in a form that is not agreed; they were left out.")]
    private partial void LogUnread(int count);
}

/// <summary>No register is connected.</summary>
internal sealed class NoRegistrationAuthority : IRegistrationAuthority
{
    public Task<RegisterAnswer> UnitsOfAsync(IdentityDocument document, CancellationToken ct) => Task.FromResult<RegisterAnswer>(new RegisterAnswer.NotConnected());
}
