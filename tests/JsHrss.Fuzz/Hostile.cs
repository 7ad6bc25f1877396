using System.Text;
using JsHrss.OpenId.Tests.Fuzzing;

namespace JsHrss.Fuzz;

/// <summary>Spoils one part of an honest request and writes it as bytes for the wire.</summary>
internal static class Hostile
{
    private static readonly string[] Methods = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get", "P\u00d6ST", "A"];

    public static byte[] Request(Seed seed, Mutator mutator, string host)
    {
        var (method, path, query, form) = (seed.Method, seed.Path, Seed.Encode(seed.Query), seed.Form is null ? null : Encoding.UTF8.GetBytes(Seed.Encode(seed.Form)));
        var headers = seed.Headers.ToList();
        var type = "application/x-www-form-urlencoded";
        switch (mutator.One([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7]))
        {
            case 0 when seed.Query.Length > 0:
                query = Seed.Encode(SpoilOne(seed.Query, mutator));
                break;
            case 1 when seed.Form is { Length: > 0 }:
                form = Encoding.UTF8.GetBytes(Seed.Encode(SpoilOne(seed.Form, mutator)));
                break;
            case 2 when form is not null:
                form = mutator.Bytes(Encoding.UTF8.GetString(form));
                break;
            case 3:
                query = Line(mutator.Text(query));
                break;
            case 4 when headers.Count > 0:
                var spoilt = mutator.One(headers);
                headers[headers.IndexOf(spoilt)] = (spoilt.Name, Line(mutator.Text(spoilt.Value)));
                break;
            case 5:
                path = "/" + Line(mutator.Text(path.TrimStart('/'))).Replace(' ', '_');
                break;
            case 6:
                method = mutator.One(Methods);
                break;
            case 7:
                type = mutator.One(["application/json", "multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded;charset=gbk", "", mutator.Text(type)]);
                break;
        }

        var head = new StringBuilder($"{method} {path}{(query.Length > 0 ? "?" + query.Replace(' ', '+') : "")} HTTP/1.1\r\nHost: {host}\r\n");
        foreach (var (name, value) in headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (form is not null)
            head.Append("Content-Type: ").Append(Line(type)).Append("\r\nContent-Length: ").Append(form.Length).Append("\r\n");
        var start = Encoding.UTF8.GetBytes(head.Append("\r\n").ToString());
        return form is null ? start : [.. start, .. form];
    }

    private static (string Name, string Value)[] SpoilOne((string Name, string Value)[] pairs, Mutator mutator)
    {
        var list = pairs.ToList();
        var index = list.IndexOf(mutator.One(list));
        var (name, value) = list[index];
        switch (mutator.One([0, 0, 0, 0, 0, 0, 1, 2, 3, 4]))
        {
            case 1:
                list[index] = (mutator.Text(name), value);
                break;
            case 2:
                list.RemoveAt(index);
                break;
            case 3:
                list.Add((name, mutator.Once(2) ? value : mutator.Text(value)));
                break;
            case 4:
                list[index] = (name, mutator.One(list).Value);
                break;
            default:
                list[index] = (name, mutator.Text(value));
                break;
        }

        return [.. list];
    }

    /// <summary>Line ends would make two requests of one; the answers could then not be told apart.</summary>
    private static string Line(string text) => text.Replace("\r", "%0d", StringComparison.Ordinal).Replace("\n", "%0a", StringComparison.Ordinal);
}
