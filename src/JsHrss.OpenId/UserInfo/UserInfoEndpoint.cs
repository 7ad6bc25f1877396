using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Issuing;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using Microsoft.AspNetCore.Http;

namespace JsHrss.OpenId.UserInfo;

/// <summary>Claims about the person behind an access token (OpenID Connect Core §5.3), as they stand now.</summary>
internal sealed class UserInfoEndpoint(AccessTokenReader tokens, SubjectNames names, HostClaims host, DetailsDesk details)
{
    public async ValueTask<ProtocolAnswer> AnswerAsync(HttpContext http, CancellationToken ct)
    {
        if ((await TokenCredential.InHeaderOrFormAsync(http, ct).ConfigureAwait(false)).Failed(out var breach, out var presented))
            return breach;
        switch (await tokens.ReadAsync(http.Request, presented, audience: null, ct).ConfigureAwait(false))
        {
            case AccessTokenReading.Refused refused:
                return refused.Error;
            case AccessTokenReading.Valid { Grant: { Entitlement.Subject: not null } grant, Standing: { } standing } valid when valid.Has("openid"):
                var claims = await host.ForAsync(grant, standing, ClaimsFor.UserInfo, ct).ConfigureAwait(false);
                return new ProtocolAnswer.Json(JsonText.Write((Sub: names.Sub(grant, valid.Client), grant.Entitlement.Authentication, Claims: claims, Details: details.Of(valid.Token, valid.Client, grant, standing)), static (json, of) =>
                {
                    json.WriteStartObject();
                    json.WriteString("sub"u8, of.Sub);
                    HostClaims.WriteDetails(json, of.Details);
                    HostClaims.WriteAuthentication(json, of.Authentication, of.Claims);
                    HostClaims.Write(json, of.Claims);
                    json.WriteEndObject();
                }));
            default:
                return presented.Refuse(BearerErrors.InsufficientScope("openid"));
        }
    }
}
