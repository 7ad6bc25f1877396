using System.Text.Json;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Issuing;

/// <summary>How the key of a bound token is told.</summary>
internal static class ConfirmationText
{
    extension(Confirmation confirmation)
    {
        /// <summary><c>token_type</c>: DPoP for a bound token (RFC 9449 §5, §6.2), else Bearer.</summary>
        public string TokenType => confirmation.Jkt is null ? "Bearer" : "DPoP";

        /// <summary>The member <c>cnf</c> (RFC 9449 §6.1); nothing for a bearer token.</summary>
        public void Write(Utf8JsonWriter json)
        {
            if (confirmation.Jkt is not { } jkt)
                return;
            json.WriteStartObject("cnf"u8);
            json.WriteString("jkt"u8, jkt);
            json.WriteEndObject();
        }
    }
}
