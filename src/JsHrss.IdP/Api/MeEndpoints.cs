using System.Collections.Immutable;
using System.Globalization;
using JsHrss.IdP.Bridge;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JsHrss.IdP.Api;

/// <summary>What a relying party may ask about the person behind an access token of this issuer.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/me").WithTags("me").AddEndpointFilter<AnswerGuard>();
        me.MapGet("", GetMeAsync)
            .WithName("getMe")
            .WithSummary("The person, the context and the level behind the access token.")
            .WithDescription("Query max_age asks for an authentication at most so many seconds old; older ones are answered 401 insufficient_user_authentication (RFC 9470).")
            .Produces<Me>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest)
            .Produces<ApiProblem>(StatusCodes.Status401Unauthorized)
            .Produces<ApiProblem>(StatusCodes.Status403Forbidden);
        me.MapGet("/units", GetUnitsAsync)
            .WithName("getMyUnits")
            .WithSummary("The units the person may act for, served or not, with the reason where not. Needs scope unit.")
            .Produces<ImmutableArray<MyUnit>>()
            .Produces<ApiProblem>(StatusCodes.Status401Unauthorized)
            .Produces<ApiProblem>(StatusCodes.Status403Forbidden);
    }

    private static async Task<Results<Ok<Me>, ProtocolErrorResult>> GetMeAsync(
        HttpRequest request, IAccessTokenReader tokens, MyAccount account, [FromQuery(Name = "max_age")] string? maxAge, CancellationToken ct)
    {
        var (token, refusal) = await ReadAsync(request, tokens, ct);
        if (token is null)
            return new ProtocolErrorResult(refusal!);
        // Bound as text: a number that is none is the client's error and gets the answer of RFC 6750, not the framework's.
        if (!IsSeconds(maxAge, out var seconds))
            return new ProtocolErrorResult(token.Refuse(BearerErrors.InvalidRequest("max_age must be a whole number of seconds.")));
        if (seconds is { } most && tokens.StepUp(token, null, TimeSpan.FromSeconds(most)) is { } tooOld)
            return new ProtocolErrorResult(tooOld);
        return TypedResults.Ok(account.Describe(token));
    }

    private static async Task<Results<Ok<ImmutableArray<MyUnit>>, ProtocolErrorResult>> GetUnitsAsync(
        HttpRequest request, IAccessTokenReader tokens, MyAccount account, CancellationToken ct)
    {
        var (token, refusal) = await ReadAsync(request, tokens, ct);
        if (token is null)
            return new ProtocolErrorResult(refusal!);
        if (!token.Has(House.UnitScope))
            return new ProtocolErrorResult(token.Refuse(BearerErrors.InsufficientScope(House.UnitScope)));
        return TypedResults.Ok(await account.UnitsAsync(token, ct));
    }

    private static bool IsSeconds(string? text, out uint? seconds)
    {
        seconds = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return text is null || seconds is not null;
    }

    private static async ValueTask<(AccessTokenReading.Valid? Token, ProtocolError? Refusal)> ReadAsync(HttpRequest request, IAccessTokenReader tokens, CancellationToken ct) =>
        await tokens.ReadAsync(request, audience: null, ct) switch
        {
            AccessTokenReading.Valid { Grant: not null } valid => (valid, null),
            AccessTokenReading.Valid nobodys => (null, nobodys.Refuse(BearerErrors.InvalidToken("The token is not about a person."))),
            AccessTokenReading.Refused refused => (null, refused.Error),
            var other => throw new InvalidOperationException($"The reader gave {other.GetType().Name}, outside the closed union."),
        };

    /// <summary>Answers about people are never kept by anybody on the way (case HT-12); a store that cannot answer is 503, never 500.</summary>
    private sealed class AnswerGuard : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var headers = context.HttpContext.Response.Headers;
            headers.CacheControl = "no-store";
            try
            {
                return await next(context);
            }
            catch (StoreUnavailableException)
            {
                headers.RetryAfter = "5";
                return TypedResults.Json(new ApiProblem("temporarily_unavailable", "Try again shortly."), ApiJson.Default.ApiProblem, statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }
    }
}
