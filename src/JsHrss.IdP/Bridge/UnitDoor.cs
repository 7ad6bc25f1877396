using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Levels;
using JsHrss.IdP.Api.Units;
using JsHrss.IdP.Limits;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Statements;

namespace JsHrss.IdP.Bridge;

/// <summary>
/// The one way in to <c>/api/units/{id}</c>: the access token, its scope, and that it is for the unit of the address. Who may do what is not decided here but in <see cref="GovernanceMatrix"/>, behind the use cases.
/// What somebody tried and may not is written down.
/// </summary>
internal sealed class UnitDoor(IAccessTokenReader tokens, GovernanceLimits limits, GovernanceRefusals refusals, StepUpWays ways, TimeProvider clock)
{
    /// <summary>For what shows something: scope <c>unit</c>.</summary>
    public Task<IResult> ReadAsync(HttpContext http, string unit, Func<ActingUnit, ValueTask<UnitAnswer>> answer, CancellationToken ct) =>
        AnswerAsync(http, unit, House.UnitScope, answer, ct);

    /// <summary>For what changes something: scope <c>unit.members</c>, and not more often than <see cref="GovernanceLimits"/> allow.</summary>
    public Task<IResult> WriteAsync(HttpContext http, string unit, Func<ActingUnit, ValueTask<UnitAnswer>> answer, CancellationToken ct) => AnswerAsync(
        http,
        unit,
        House.MembersScope,
        async acting =>
        {
            if (limits.RefusedFor(http, acting.Actor.Person) is { } wait)
                return Later(http, wait);
            var given = await answer(acting);
            if (given.Problem is { } problem)
                await refusals.NoteAsync(http, acting.Actor, acting.Unit, problem.Code, problem.Members, ct);
            return given;
        },
        ct);

    /// <summary>What comes too often.</summary>
    public static UnitAnswer Later(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = LoadLimits.RetryAfter(wait);
        return UnitAnswer.Refused(StatusCodes.Status429TooManyRequests, UnitCodes.TooMany, "Too many changes. Try again after the time in Retry-After.");
    }

    private async Task<IResult> AnswerAsync(HttpContext http, string unit, string scope, Func<ActingUnit, ValueTask<UnitAnswer>> answer, CancellationToken ct)
    {
        // Answers about people are never kept by anybody on the way (case HT-12).
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return await tokens.ReadAsync(http.Request, audience: null, ct) switch
            {
                AccessTokenReading.Refused refused => new ProtocolErrorResult(refused.Error),
                AccessTokenReading.Valid { Grant: null } nobodys => new ProtocolErrorResult(nobodys.Refuse(BearerErrors.InvalidToken("The token is not about a person."))),
                AccessTokenReading.Valid token when !token.Has(scope) => new ProtocolErrorResult(token.Refuse(BearerErrors.InsufficientScope(scope))),
                AccessTokenReading.Valid token => Write(http, token, ActingUnit.Of(token, http, unit) is { } acting ? await answer(acting) : UnitAnswer.Refused(GovernanceErrors.UnitUnknown)),
                var other => throw new InvalidOperationException($"The reader gave {other.GetType().Name}, outside the closed union."),
            };
        }
        catch (StoreUnavailableException)
        {
            http.Response.Headers.RetryAfter = "5";
            return Problem(UnitAnswer.Refused(StatusCodes.Status503ServiceUnavailable, UnitCodes.Unavailable).Problem!);
        }
    }

    private IResult Write(HttpContext http, AccessTokenReading.Valid token, UnitAnswer answer)
    {
        if (answer.ProofWithin is { } age)
            return Challenge(token, age);
        if (answer.Problem is { } problem)
            return Problem(problem);
        if (answer.Version is { } version)
            http.Response.Headers.ETag = UnitAnswer.TagOf(version);
        if (answer.Location is { } location)
            http.Response.Headers.Location = location;
        return answer.Value is { } value ? Results.Json(value, UnitJson.Default.GetTypeInfo(value.GetType())!, statusCode: answer.Status) : Results.StatusCode(answer.Status);
    }

    /// <summary>What would satisfy it (RFC 9470 §3), so that whoever sends the person on with it comes to a page and not round in a circle.</summary>
    /// <remarks>
    /// Where what was proven last counts and was only long ago, its age is all that is wrong. Otherwise a recent sign-in is there already, and by its age alone the same grant would come again without a page:
    /// then a class is asked for that only proofs reach which count, or, of whom no face check can be had, a new sign-in whatever the age, in which the unit's password will do.
    /// </remarks>
    private ProtocolErrorResult Challenge(AccessTokenReading.Valid token, TimeSpan age)
    {
        var isOld = token.Grant?.Entitlement.Authentication is { } given && given.StrongAt == given.At;
        var isLive = !isOld && token.Standing is HouseStanding { Value.Person: { } person } && ways.ByFace(person, clock.GetUtcNow());
        return new ProtocolErrorResult(token.Refuse(BearerErrors.InsufficientUserAuthentication(isLive ? Acr.RealPersonLive : null, isOld || isLive ? age : TimeSpan.Zero)));
    }

    private static IResult Problem(UnitProblem problem) => Results.Json(problem, UnitJson.Default.UnitProblem, UnitProblem.ContentType, problem.Status);
}
