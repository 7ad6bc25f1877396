using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;
using JsHrss.IdP.Web;
using Microsoft.AspNetCore.Identity;

namespace JsHrss.IdP.Passkeys;

/// <summary>Asks authenticators and verifies what they answer, by ASP.NET Core's own passkey support (ADR 0002).</summary>
internal sealed class PasskeyCeremony(IPasskeyHandler<PasskeyHolder> handler, PasskeyHolders holders, PasskeyTickets tickets)
{
    /// <summary>What a browser needs to ask for a passkey: of the challenge's person alone, or of whoever comes.</summary>
    public async ValueTask<string> AskAsync(HttpContext browser, PasskeyChallenge challenge, CancellationToken ct)
    {
        var holder = challenge.Person is { } person ? await holders.FindByIdAsync(person.ToString(), ct) : null;
        var made = await handler.MakeRequestOptionsAsync(holder, browser);
        return Question(tickets.Give(browser, challenge, made.AssertionState ?? ""), made.RequestOptionsJson);
    }

    /// <summary>What a browser needs to make a passkey. Its maker shows the masked name, which tells two accounts of one device apart and a passer-by nothing.</summary>
    public async ValueTask<string> AskToEnrolAsync(HttpContext browser, PasskeyChallenge challenge, PersonStanding person)
    {
        var profile = person.Profile.Value;
        var entity = new PasskeyUserEntity { Id = person.Id.ToString(), Name = $"{profile.Name} {Masking.Document(profile.Document.Number.Value)}", DisplayName = profile.Name.ToString() };
        var made = await handler.MakeCreationOptionsAsync(entity, browser);
        return Question(tickets.Give(browser, challenge, made.AttestationState ?? ""), made.CreationOptionsJson);
    }

    /// <summary>Null: the answer is to no question of ours at this browser.</summary>
    public PasskeyTicket? Read(HttpContext browser, PasskeyAnswer answer) => tickets.Read(browser, answer.Ticket);

    /// <summary>Verifies an answer (WebAuthn §7.2). No answer: why not, in the words of the verifier, for the audit detail.</summary>
    public async ValueTask<(AnsweredPasskey? Answer, string? Why)> VerifyAsync(HttpContext browser, PasskeyTicket ticket, string credential)
    {
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = browser, CredentialJson = credential, AssertionState = ticket.State });
        ThrowIfOurs(result.Failure);
        if (!result.Succeeded)
            return (null, result.Failure.Message);
        var account = result.User.Account;
        var passkey = account.Passkeys.First(one => one.Handle.Span.SequenceEqual(result.Passkey.CredentialId));
        return (new AnsweredPasskey(account.Person, passkey, result.Passkey.SignCount, result.Passkey.IsBackedUp, AuthenticatorFlags.IsUserVerified(credential)), null);
    }

    /// <summary>Verifies a passkey just made (WebAuthn §7.1); null: it does not verify, or was made for somebody else.</summary>
    public async ValueTask<MadePasskey?> VerifyNewAsync(HttpContext browser, PasskeyTicket ticket, string credential)
    {
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = browser, CredentialJson = credential, AttestationState = ticket.State });
        ThrowIfOurs(result.Failure);
        if (!result.Succeeded || result.UserEntity.Id != ticket.Challenge.Person?.ToString())
            return null;
        var made = result.Passkey;
        return new MadePasskey(made.CredentialId, made.PublicKey, made.SignCount, [.. made.Transports ?? []], made.IsUserVerified, made.IsBackupEligible, made.IsBackedUp);
    }

    /// <summary>The handler answers whatever happens with a refusal; a store that cannot be asked is no refusal but 503.</summary>
    private static void ThrowIfOurs(PasskeyException? failure)
    {
        if (failure?.InnerException is { } cause && ErrorPage.StatusOf(cause) == StatusCodes.Status503ServiceUnavailable)
            ExceptionDispatchInfo.Throw(cause);
    }

    private static string Question(string ticket, string options) => new JsonObject { ["ticket"] = ticket, ["options"] = JsonNode.Parse(options) }.ToJsonString();
}
