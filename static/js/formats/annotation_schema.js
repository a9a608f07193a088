// @ts-nocheck
// Made by `python -m schemas` of sam/formats/annotation.schema.json.
"use strict";
export const validate = validate20;
export default validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$defs":{"BoxPrompt":{"additionalProperties":false,"properties":{"type":{"const":"box","type":"string"},"x0":{"type":"number"},"y0":{"type":"number"},"x1":{"type":"number"},"y1":{"type":"number"},"chosen":{"type":"null"}},"required":["type","x0","y0","x1","y1","chosen"],"type":"object"},"BrushStroke":{"additionalProperties":false,"properties":{"type":{"const":"brush","type":"string"},"add":{"type":"boolean"},"radius":{"exclusiveMinimum":0,"type":"number"},"points":{"items":{"items":{"type":"number"},"maxItems":2,"minItems":2,"type":"array"},"minItems":1,"type":"array"}},"required":["type","add","radius","points"],"type":"object"},"Candidate":{"additionalProperties":false,"properties":{"token":{"maximum":9007199254740991,"minimum":0,"type":"integer"},"iou":{"type":"number"}},"required":["token","iou"],"type":"object"},"MadeBy":{"additionalProperties":false,"properties":{"kind":{"type":"string"},"encoder_fingerprint":{"type":"string"},"decoder_fingerprint":{"type":"string"}},"required":["kind","encoder_fingerprint","decoder_fingerprint"],"type":"object"},"Picture":{"additionalProperties":false,"properties":{"id":{"pattern":"^[0-9a-f]{64}$","type":"string"},"file_name":{"type":"string"}},"required":["id","file_name"],"type":"object"},"PixelStroke":{"additionalProperties":false,"properties":{"type":{"const":"pixels","type":"string"},"add":{"type":"boolean"},"segmentation":{"$ref":"#/$defs/Rle"}},"required":["type","add","segmentation"],"type":"object"},"PointPrompt":{"additionalProperties":false,"properties":{"type":{"const":"point","type":"string"},"x":{"type":"number"},"y":{"type":"number"},"label":{"enum":[0,1],"type":"integer"},"chosen":{"anyOf":[{"maximum":9007199254740991,"minimum":0,"type":"integer"},{"type":"null"}]}},"required":["type","x","y","label","chosen"],"type":"object"},"PolygonStroke":{"additionalProperties":false,"properties":{"type":{"const":"polygon","type":"string"},"add":{"type":"boolean"},"points":{"items":{"items":{"type":"number"},"maxItems":2,"minItems":2,"type":"array"},"minItems":3,"type":"array"}},"required":["type","add","points"],"type":"object"},"Rle":{"additionalProperties":false,"properties":{"size":{"items":{"maximum":9007199254740991,"minimum":1,"type":"integer"},"maxItems":2,"minItems":2,"type":"array"},"counts":{"type":"string"}},"required":["size","counts"],"type":"object"},"SuggestedBy":{"additionalProperties":false,"properties":{"by":{"enum":["similar","prefill","text"],"type":"string"},"score":{"maximum":1,"minimum":0,"type":"number"},"line":{"maximum":1,"minimum":0,"type":"number"},"overlap":{"maximum":1,"minimum":0,"type":"number"}},"required":["by","score","line","overlap"],"type":"object"},"TextPrompt":{"additionalProperties":false,"properties":{"type":{"const":"text","type":"string"},"text":{"pattern":"[^ ]","type":"string"},"way":{"enum":["detector","two_towers","prompt_token"],"type":"string"},"chosen":{"type":"null"}},"required":["type","text","way","chosen"],"type":"object"}},"additionalProperties":false,"properties":{"version":{"enum":[1,2],"type":"integer"},"id":{"pattern":"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$","type":"string"},"name":{"type":"string"},"label":{"type":"string"},"segmentation":{"$ref":"#/$defs/Rle"},"prompts":{"items":{"discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/$defs/PointPrompt"},{"$ref":"#/$defs/BoxPrompt"},{"$ref":"#/$defs/TextPrompt"}],"type":"object"},"type":"array"},"corrections":{"items":{"discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/$defs/BrushStroke"},{"$ref":"#/$defs/PolygonStroke"},{"$ref":"#/$defs/PixelStroke"}],"type":"object"},"type":"array"},"candidates":{"items":{"$ref":"#/$defs/Candidate"},"type":"array"},"chosen":{"anyOf":[{"maximum":9007199254740991,"minimum":0,"type":"integer"},{"type":"null"}]},"source":{"enum":["prompt","everything","manual","import","merge"],"type":"string"},"predicted_iou":{"anyOf":[{"type":"number"},{"type":"null"}]},"stability_score":{"anyOf":[{"type":"number"},{"type":"null"}]},"point_coords":{"anyOf":[{"items":{"items":{"type":"number"},"maxItems":2,"minItems":2,"type":"array"},"maxItems":1,"minItems":1,"type":"array"},{"type":"null"}]},"crop_box":{"anyOf":[{"items":{"type":"number"},"maxItems":4,"minItems":4,"type":"array"},{"type":"null"}]},"model":{"anyOf":[{"$ref":"#/$defs/MadeBy"},{"type":"null"}]},"picture":{"$ref":"#/$defs/Picture"},"frame":{"maximum":9007199254740991,"minimum":0,"type":"integer"},"window":{"maxItems":4,"minItems":4,"prefixItems":[{"maximum":9007199254740991,"minimum":0,"type":"integer"},{"maximum":9007199254740991,"minimum":0,"type":"integer"},{"maximum":9007199254740991,"minimum":1,"type":"integer"},{"maximum":9007199254740991,"minimum":1,"type":"integer"}],"type":"array"},"suggestion":{"$ref":"#/$defs/SuggestedBy"},"created":{"pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\\.[0-9]{3})?Z$","type":"string"},"modified":{"pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\\.[0-9]{3})?Z$","type":"string"}},"required":["version","id","name","label","segmentation","prompts","corrections","candidates","chosen","source","predicted_iou","stability_score","point_coords","crop_box","model","created","modified"],"type":"object"};
const schema32 = {"additionalProperties":false,"properties":{"size":{"items":{"maximum":9007199254740991,"minimum":1,"type":"integer"},"maxItems":2,"minItems":2,"type":"array"},"counts":{"type":"string"}},"required":["size","counts"],"type":"object"};
const schema33 = {"additionalProperties":false,"properties":{"type":{"const":"point","type":"string"},"x":{"type":"number"},"y":{"type":"number"},"label":{"enum":[0,1],"type":"integer"},"chosen":{"anyOf":[{"maximum":9007199254740991,"minimum":0,"type":"integer"},{"type":"null"}]}},"required":["type","x","y","label","chosen"],"type":"object"};
const schema34 = {"additionalProperties":false,"properties":{"type":{"const":"box","type":"string"},"x0":{"type":"number"},"y0":{"type":"number"},"x1":{"type":"number"},"y1":{"type":"number"},"chosen":{"type":"null"}},"required":["type","x0","y0","x1","y1","chosen"],"type":"object"};
const schema35 = {"additionalProperties":false,"properties":{"type":{"const":"text","type":"string"},"text":{"pattern":"[^ ]","type":"string"},"way":{"enum":["detector","two_towers","prompt_token"],"type":"string"},"chosen":{"type":"null"}},"required":["type","text","way","chosen"],"type":"object"};
const schema38 = {"additionalProperties":false,"properties":{"type":{"const":"brush","type":"string"},"add":{"type":"boolean"},"radius":{"exclusiveMinimum":0,"type":"number"},"points":{"items":{"items":{"type":"number"},"maxItems":2,"minItems":2,"type":"array"},"minItems":1,"type":"array"}},"required":["type","add","radius","points"],"type":"object"};
const schema39 = {"additionalProperties":false,"properties":{"type":{"const":"polygon","type":"string"},"add":{"type":"boolean"},"points":{"items":{"items":{"type":"number"},"maxItems":2,"minItems":2,"type":"array"},"minItems":3,"type":"array"}},"required":["type","add","points"],"type":"object"};
const schema40 = {"additionalProperties":false,"properties":{"token":{"maximum":9007199254740991,"minimum":0,"type":"integer"},"iou":{"type":"number"}},"required":["token","iou"],"type":"object"};
const schema41 = {"additionalProperties":false,"properties":{"kind":{"type":"string"},"encoder_fingerprint":{"type":"string"},"decoder_fingerprint":{"type":"string"}},"required":["kind","encoder_fingerprint","decoder_fingerprint"],"type":"object"};
const schema42 = {"additionalProperties":false,"properties":{"id":{"pattern":"^[0-9a-f]{64}$","type":"string"},"file_name":{"type":"string"}},"required":["id","file_name"],"type":"object"};
const schema43 = {"additionalProperties":false,"properties":{"by":{"enum":["similar","prefill","text"],"type":"string"},"score":{"maximum":1,"minimum":0,"type":"number"},"line":{"maximum":1,"minimum":0,"type":"number"},"overlap":{"maximum":1,"minimum":0,"type":"number"}},"required":["by","score","line","overlap"],"type":"object"};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "u");
const pattern5 = new RegExp("[^ ]", "u");
const pattern6 = new RegExp("^[0-9a-f]{64}$", "u");
const pattern7 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\\.[0-9]{3})?Z$", "u");
const schema36 = {"additionalProperties":false,"properties":{"type":{"const":"pixels","type":"string"},"add":{"type":"boolean"},"segmentation":{"$ref":"#/$defs/Rle"}},"required":["type","add","segmentation"],"type":"object"};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.add === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "add"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.segmentation === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "segmentation"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "type") || (key0 === "add")) || (key0 === "segmentation"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if("pixels" !== data0){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "pixels"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.add !== undefined){
if(typeof data.add !== "boolean"){
const err6 = {instancePath:instancePath+"/add",schemaPath:"#/properties/add/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.segmentation !== undefined){
let data2 = data.segmentation;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.size === undefined){
const err7 = {instancePath:instancePath+"/segmentation",schemaPath:"#/$defs/Rle/required",keyword:"required",params:{missingProperty: "size"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2.counts === undefined){
const err8 = {instancePath:instancePath+"/segmentation",schemaPath:"#/$defs/Rle/required",keyword:"required",params:{missingProperty: "counts"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key1 in data2){
if(!((key1 === "size") || (key1 === "counts"))){
const err9 = {instancePath:instancePath+"/segmentation",schemaPath:"#/$defs/Rle/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.size !== undefined){
let data3 = data2.size;
if(Array.isArray(data3)){
if(data3.length > 2){
const err10 = {instancePath:instancePath+"/segmentation/size",schemaPath:"#/$defs/Rle/properties/size/maxItems",keyword:"maxItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data3.length < 2){
const err11 = {instancePath:instancePath+"/segmentation/size",schemaPath:"#/$defs/Rle/properties/size/minItems",keyword:"minItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err12 = {instancePath:instancePath+"/segmentation/size/" + i0,schemaPath:"#/$defs/Rle/properties/size/items/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 9007199254740991 || isNaN(data4)){
const err13 = {instancePath:instancePath+"/segmentation/size/" + i0,schemaPath:"#/$defs/Rle/properties/size/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data4 < 1 || isNaN(data4)){
const err14 = {instancePath:instancePath+"/segmentation/size/" + i0,schemaPath:"#/$defs/Rle/properties/size/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
else {
const err15 = {instancePath:instancePath+"/segmentation/size",schemaPath:"#/$defs/Rle/properties/size/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data2.counts !== undefined){
if(typeof data2.counts !== "string"){
const err16 = {instancePath:instancePath+"/segmentation/counts",schemaPath:"#/$defs/Rle/properties/counts/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/segmentation",schemaPath:"#/$defs/Rle/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.id === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.name === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.label === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "label"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.segmentation === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "segmentation"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.prompts === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "prompts"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.corrections === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "corrections"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.candidates === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "candidates"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.chosen === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "chosen"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.source === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.predicted_iou === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "predicted_iou"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data.stability_score === undefined){
const err11 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stability_score"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data.point_coords === undefined){
const err12 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "point_coords"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data.crop_box === undefined){
const err13 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "crop_box"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data.model === undefined){
const err14 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "model"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data.created === undefined){
const err15 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "created"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data.modified === undefined){
const err16 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "modified"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
const err17 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err18 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(!((data0 === 1) || (data0 === 2))){
const err19 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/enum",keyword:"enum",params:{allowedValues: schema31.properties.version.enum}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.id !== undefined){
let data1 = data.id;
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
const err20 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.name !== undefined){
if(typeof data.name !== "string"){
const err22 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.label !== undefined){
if(typeof data.label !== "string"){
const err23 = {instancePath:instancePath+"/label",schemaPath:"#/properties/label/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.segmentation !== undefined){
let data4 = data.segmentation;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.size === undefined){
const err24 = {instancePath:instancePath+"/segmentation",schemaPath:"#/$defs/Rle/required",keyword:"required",params:{missingProperty: "size"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data4.counts === undefined){
const err25 = {instancePath:instancePath+"/segmentation",schemaPath:"#/$defs/Rle/required",keyword:"required",params:{missingProperty: "counts"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key1 in data4){
if(!((key1 === "size") || (key1 === "counts"))){
const err26 = {instancePath:instancePath+"/segmentation",schemaPath:"#/$defs/Rle/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data4.size !== undefined){
let data5 = data4.size;
if(Array.isArray(data5)){
if(data5.length > 2){
const err27 = {instancePath:instancePath+"/segmentation/size",schemaPath:"#/$defs/Rle/properties/size/maxItems",keyword:"maxItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data5.length < 2){
const err28 = {instancePath:instancePath+"/segmentation/size",schemaPath:"#/$defs/Rle/properties/size/minItems",keyword:"minItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err29 = {instancePath:instancePath+"/segmentation/size/" + i0,schemaPath:"#/$defs/Rle/properties/size/items/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 9007199254740991 || isNaN(data6)){
const err30 = {instancePath:instancePath+"/segmentation/size/" + i0,schemaPath:"#/$defs/Rle/properties/size/items/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err31 = {instancePath:instancePath+"/segmentation/size/" + i0,schemaPath:"#/$defs/Rle/properties/size/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
}
else {
const err32 = {instancePath:instancePath+"/segmentation/size",schemaPath:"#/$defs/Rle/properties/size/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data4.counts !== undefined){
if(typeof data4.counts !== "string"){
const err33 = {instancePath:instancePath+"/segmentation/counts",schemaPath:"#/$defs/Rle/properties/counts/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/segmentation",schemaPath:"#/$defs/Rle/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.prompts !== undefined){
let data8 = data.prompts;
if(Array.isArray(data8)){
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
let data9 = data8[i1];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
const tag0 = data9.type;
if(typeof tag0 == "string"){
if(tag0 === "point"){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.type === undefined){
const err35 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/PointPrompt/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data9.x === undefined){
const err36 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/PointPrompt/required",keyword:"required",params:{missingProperty: "x"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data9.y === undefined){
const err37 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/PointPrompt/required",keyword:"required",params:{missingProperty: "y"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data9.label === undefined){
const err38 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/PointPrompt/required",keyword:"required",params:{missingProperty: "label"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(data9.chosen === undefined){
const err39 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/PointPrompt/required",keyword:"required",params:{missingProperty: "chosen"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
for(const key2 in data9){
if(!(((((key2 === "type") || (key2 === "x")) || (key2 === "y")) || (key2 === "label")) || (key2 === "chosen"))){
const err40 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/PointPrompt/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data9.type !== undefined){
let data10 = data9.type;
if(typeof data10 !== "string"){
const err41 = {instancePath:instancePath+"/prompts/" + i1+"/type",schemaPath:"#/$defs/PointPrompt/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
if("point" !== data10){
const err42 = {instancePath:instancePath+"/prompts/" + i1+"/type",schemaPath:"#/$defs/PointPrompt/properties/type/const",keyword:"const",params:{allowedValue: "point"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data9.x !== undefined){
let data11 = data9.x;
if(!((typeof data11 == "number") && (isFinite(data11)))){
const err43 = {instancePath:instancePath+"/prompts/" + i1+"/x",schemaPath:"#/$defs/PointPrompt/properties/x/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data9.y !== undefined){
let data12 = data9.y;
if(!((typeof data12 == "number") && (isFinite(data12)))){
const err44 = {instancePath:instancePath+"/prompts/" + i1+"/y",schemaPath:"#/$defs/PointPrompt/properties/y/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data9.label !== undefined){
let data13 = data9.label;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
const err45 = {instancePath:instancePath+"/prompts/" + i1+"/label",schemaPath:"#/$defs/PointPrompt/properties/label/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(!((data13 === 0) || (data13 === 1))){
const err46 = {instancePath:instancePath+"/prompts/" + i1+"/label",schemaPath:"#/$defs/PointPrompt/properties/label/enum",keyword:"enum",params:{allowedValues: schema33.properties.label.enum}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data9.chosen !== undefined){
let data14 = data9.chosen;
const _errs38 = errors;
let valid11 = false;
const _errs39 = errors;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err47 = {instancePath:instancePath+"/prompts/" + i1+"/chosen",schemaPath:"#/$defs/PointPrompt/properties/chosen/anyOf/0/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 9007199254740991 || isNaN(data14)){
const err48 = {instancePath:instancePath+"/prompts/" + i1+"/chosen",schemaPath:"#/$defs/PointPrompt/properties/chosen/anyOf/0/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(data14 < 0 || isNaN(data14)){
const err49 = {instancePath:instancePath+"/prompts/" + i1+"/chosen",schemaPath:"#/$defs/PointPrompt/properties/chosen/anyOf/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
var _valid0 = _errs39 === errors;
valid11 = valid11 || _valid0;
const _errs41 = errors;
if(data14 !== null){
const err50 = {instancePath:instancePath+"/prompts/" + i1+"/chosen",schemaPath:"#/$defs/PointPrompt/properties/chosen/anyOf/1/type",keyword:"type",params:{type: "null"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
var _valid0 = _errs41 === errors;
valid11 = valid11 || _valid0;
if(!valid11){
const err51 = {instancePath:instancePath+"/prompts/" + i1+"/chosen",schemaPath:"#/$defs/PointPrompt/properties/chosen/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
else {
errors = _errs38;
if(vErrors !== null){
if(_errs38){
vErrors.length = _errs38;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err52 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/PointPrompt/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
var props0 = true;
}
else if(tag0 === "box"){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.type === undefined){
const err53 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/BoxPrompt/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(data9.x0 === undefined){
const err54 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/BoxPrompt/required",keyword:"required",params:{missingProperty: "x0"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data9.y0 === undefined){
const err55 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/BoxPrompt/required",keyword:"required",params:{missingProperty: "y0"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data9.x1 === undefined){
const err56 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/BoxPrompt/required",keyword:"required",params:{missingProperty: "x1"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data9.y1 === undefined){
const err57 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/BoxPrompt/required",keyword:"required",params:{missingProperty: "y1"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data9.chosen === undefined){
const err58 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/BoxPrompt/required",keyword:"required",params:{missingProperty: "chosen"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
for(const key3 in data9){
if(!((((((key3 === "type") || (key3 === "x0")) || (key3 === "y0")) || (key3 === "x1")) || (key3 === "y1")) || (key3 === "chosen"))){
const err59 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/BoxPrompt/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data9.type !== undefined){
let data15 = data9.type;
if(typeof data15 !== "string"){
const err60 = {instancePath:instancePath+"/prompts/" + i1+"/type",schemaPath:"#/$defs/BoxPrompt/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if("box" !== data15){
const err61 = {instancePath:instancePath+"/prompts/" + i1+"/type",schemaPath:"#/$defs/BoxPrompt/properties/type/const",keyword:"const",params:{allowedValue: "box"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data9.x0 !== undefined){
let data16 = data9.x0;
if(!((typeof data16 == "number") && (isFinite(data16)))){
const err62 = {instancePath:instancePath+"/prompts/" + i1+"/x0",schemaPath:"#/$defs/BoxPrompt/properties/x0/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data9.y0 !== undefined){
let data17 = data9.y0;
if(!((typeof data17 == "number") && (isFinite(data17)))){
const err63 = {instancePath:instancePath+"/prompts/" + i1+"/y0",schemaPath:"#/$defs/BoxPrompt/properties/y0/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data9.x1 !== undefined){
let data18 = data9.x1;
if(!((typeof data18 == "number") && (isFinite(data18)))){
const err64 = {instancePath:instancePath+"/prompts/" + i1+"/x1",schemaPath:"#/$defs/BoxPrompt/properties/x1/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data9.y1 !== undefined){
let data19 = data9.y1;
if(!((typeof data19 == "number") && (isFinite(data19)))){
const err65 = {instancePath:instancePath+"/prompts/" + i1+"/y1",schemaPath:"#/$defs/BoxPrompt/properties/y1/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data9.chosen !== undefined){
if(data9.chosen !== null){
const err66 = {instancePath:instancePath+"/prompts/" + i1+"/chosen",schemaPath:"#/$defs/BoxPrompt/properties/chosen/type",keyword:"type",params:{type: "null"}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
else {
const err67 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/BoxPrompt/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
if(props0 !== true){
props0 = true;
}
}
else if(tag0 === "text"){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.type === undefined){
const err68 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/TextPrompt/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
if(data9.text === undefined){
const err69 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/TextPrompt/required",keyword:"required",params:{missingProperty: "text"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(data9.way === undefined){
const err70 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/TextPrompt/required",keyword:"required",params:{missingProperty: "way"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(data9.chosen === undefined){
const err71 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/TextPrompt/required",keyword:"required",params:{missingProperty: "chosen"}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
for(const key4 in data9){
if(!((((key4 === "type") || (key4 === "text")) || (key4 === "way")) || (key4 === "chosen"))){
const err72 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/TextPrompt/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data9.type !== undefined){
let data21 = data9.type;
if(typeof data21 !== "string"){
const err73 = {instancePath:instancePath+"/prompts/" + i1+"/type",schemaPath:"#/$defs/TextPrompt/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if("text" !== data21){
const err74 = {instancePath:instancePath+"/prompts/" + i1+"/type",schemaPath:"#/$defs/TextPrompt/properties/type/const",keyword:"const",params:{allowedValue: "text"}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data9.text !== undefined){
let data22 = data9.text;
if(typeof data22 === "string"){
if(!pattern5.test(data22)){
const err75 = {instancePath:instancePath+"/prompts/" + i1+"/text",schemaPath:"#/$defs/TextPrompt/properties/text/pattern",keyword:"pattern",params:{pattern: "[^ ]"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
else {
const err76 = {instancePath:instancePath+"/prompts/" + i1+"/text",schemaPath:"#/$defs/TextPrompt/properties/text/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data9.way !== undefined){
let data23 = data9.way;
if(typeof data23 !== "string"){
const err77 = {instancePath:instancePath+"/prompts/" + i1+"/way",schemaPath:"#/$defs/TextPrompt/properties/way/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(!(((data23 === "detector") || (data23 === "two_towers")) || (data23 === "prompt_token"))){
const err78 = {instancePath:instancePath+"/prompts/" + i1+"/way",schemaPath:"#/$defs/TextPrompt/properties/way/enum",keyword:"enum",params:{allowedValues: schema35.properties.way.enum}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data9.chosen !== undefined){
if(data9.chosen !== null){
const err79 = {instancePath:instancePath+"/prompts/" + i1+"/chosen",schemaPath:"#/$defs/TextPrompt/properties/chosen/type",keyword:"type",params:{type: "null"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
}
else {
const err80 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/$defs/TextPrompt/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(props0 !== true){
props0 = true;
}
}
else {
const err81 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/properties/prompts/items/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
else {
const err82 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/properties/prompts/items/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
else {
const err83 = {instancePath:instancePath+"/prompts/" + i1,schemaPath:"#/properties/prompts/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath:instancePath+"/prompts",schemaPath:"#/properties/prompts/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
if(data.corrections !== undefined){
let data25 = data.corrections;
if(Array.isArray(data25)){
const len2 = data25.length;
for(let i2=0; i2<len2; i2++){
let data26 = data25[i2];
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
const tag1 = data26.type;
if(typeof tag1 == "string"){
if(tag1 === "brush"){
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(data26.type === undefined){
const err85 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/$defs/BrushStroke/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if(data26.add === undefined){
const err86 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/$defs/BrushStroke/required",keyword:"required",params:{missingProperty: "add"}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
if(data26.radius === undefined){
const err87 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/$defs/BrushStroke/required",keyword:"required",params:{missingProperty: "radius"}};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
if(data26.points === undefined){
const err88 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/$defs/BrushStroke/required",keyword:"required",params:{missingProperty: "points"}};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
for(const key5 in data26){
if(!((((key5 === "type") || (key5 === "add")) || (key5 === "radius")) || (key5 === "points"))){
const err89 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/$defs/BrushStroke/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
if(data26.type !== undefined){
let data27 = data26.type;
if(typeof data27 !== "string"){
const err90 = {instancePath:instancePath+"/corrections/" + i2+"/type",schemaPath:"#/$defs/BrushStroke/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
if("brush" !== data27){
const err91 = {instancePath:instancePath+"/corrections/" + i2+"/type",schemaPath:"#/$defs/BrushStroke/properties/type/const",keyword:"const",params:{allowedValue: "brush"}};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data26.add !== undefined){
if(typeof data26.add !== "boolean"){
const err92 = {instancePath:instancePath+"/corrections/" + i2+"/add",schemaPath:"#/$defs/BrushStroke/properties/add/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
}
if(data26.radius !== undefined){
let data29 = data26.radius;
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 <= 0 || isNaN(data29)){
const err93 = {instancePath:instancePath+"/corrections/" + i2+"/radius",schemaPath:"#/$defs/BrushStroke/properties/radius/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0}};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
}
else {
const err94 = {instancePath:instancePath+"/corrections/" + i2+"/radius",schemaPath:"#/$defs/BrushStroke/properties/radius/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
}
if(data26.points !== undefined){
let data30 = data26.points;
if(Array.isArray(data30)){
if(data30.length < 1){
const err95 = {instancePath:instancePath+"/corrections/" + i2+"/points",schemaPath:"#/$defs/BrushStroke/properties/points/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
const len3 = data30.length;
for(let i3=0; i3<len3; i3++){
let data31 = data30[i3];
if(Array.isArray(data31)){
if(data31.length > 2){
const err96 = {instancePath:instancePath+"/corrections/" + i2+"/points/" + i3,schemaPath:"#/$defs/BrushStroke/properties/points/items/maxItems",keyword:"maxItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
if(data31.length < 2){
const err97 = {instancePath:instancePath+"/corrections/" + i2+"/points/" + i3,schemaPath:"#/$defs/BrushStroke/properties/points/items/minItems",keyword:"minItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
const len4 = data31.length;
for(let i4=0; i4<len4; i4++){
let data32 = data31[i4];
if(!((typeof data32 == "number") && (isFinite(data32)))){
const err98 = {instancePath:instancePath+"/corrections/" + i2+"/points/" + i3+"/" + i4,schemaPath:"#/$defs/BrushStroke/properties/points/items/items/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
}
else {
const err99 = {instancePath:instancePath+"/corrections/" + i2+"/points/" + i3,schemaPath:"#/$defs/BrushStroke/properties/points/items/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
}
else {
const err100 = {instancePath:instancePath+"/corrections/" + i2+"/points",schemaPath:"#/$defs/BrushStroke/properties/points/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
else {
const err101 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/$defs/BrushStroke/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
var props1 = true;
}
else if(tag1 === "polygon"){
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(data26.type === undefined){
const err102 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/$defs/PolygonStroke/required",keyword:"required",params:{missingProperty: "type"}};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
if(data26.add === undefined){
const err103 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/$defs/PolygonStroke/required",keyword:"required",params:{missingProperty: "add"}};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
if(data26.points === undefined){
const err104 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/$defs/PolygonStroke/required",keyword:"required",params:{missingProperty: "points"}};
if(vErrors === null){
vErrors = [err104];
}
else {
vErrors.push(err104);
}
errors++;
}
for(const key6 in data26){
if(!(((key6 === "type") || (key6 === "add")) || (key6 === "points"))){
const err105 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/$defs/PolygonStroke/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err105];
}
else {
vErrors.push(err105);
}
errors++;
}
}
if(data26.type !== undefined){
let data33 = data26.type;
if(typeof data33 !== "string"){
const err106 = {instancePath:instancePath+"/corrections/" + i2+"/type",schemaPath:"#/$defs/PolygonStroke/properties/type/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err106];
}
else {
vErrors.push(err106);
}
errors++;
}
if("polygon" !== data33){
const err107 = {instancePath:instancePath+"/corrections/" + i2+"/type",schemaPath:"#/$defs/PolygonStroke/properties/type/const",keyword:"const",params:{allowedValue: "polygon"}};
if(vErrors === null){
vErrors = [err107];
}
else {
vErrors.push(err107);
}
errors++;
}
}
if(data26.add !== undefined){
if(typeof data26.add !== "boolean"){
const err108 = {instancePath:instancePath+"/corrections/" + i2+"/add",schemaPath:"#/$defs/PolygonStroke/properties/add/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err108];
}
else {
vErrors.push(err108);
}
errors++;
}
}
if(data26.points !== undefined){
let data35 = data26.points;
if(Array.isArray(data35)){
if(data35.length < 3){
const err109 = {instancePath:instancePath+"/corrections/" + i2+"/points",schemaPath:"#/$defs/PolygonStroke/properties/points/minItems",keyword:"minItems",params:{limit: 3}};
if(vErrors === null){
vErrors = [err109];
}
else {
vErrors.push(err109);
}
errors++;
}
const len5 = data35.length;
for(let i5=0; i5<len5; i5++){
let data36 = data35[i5];
if(Array.isArray(data36)){
if(data36.length > 2){
const err110 = {instancePath:instancePath+"/corrections/" + i2+"/points/" + i5,schemaPath:"#/$defs/PolygonStroke/properties/points/items/maxItems",keyword:"maxItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err110];
}
else {
vErrors.push(err110);
}
errors++;
}
if(data36.length < 2){
const err111 = {instancePath:instancePath+"/corrections/" + i2+"/points/" + i5,schemaPath:"#/$defs/PolygonStroke/properties/points/items/minItems",keyword:"minItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err111];
}
else {
vErrors.push(err111);
}
errors++;
}
const len6 = data36.length;
for(let i6=0; i6<len6; i6++){
let data37 = data36[i6];
if(!((typeof data37 == "number") && (isFinite(data37)))){
const err112 = {instancePath:instancePath+"/corrections/" + i2+"/points/" + i5+"/" + i6,schemaPath:"#/$defs/PolygonStroke/properties/points/items/items/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err112];
}
else {
vErrors.push(err112);
}
errors++;
}
}
}
else {
const err113 = {instancePath:instancePath+"/corrections/" + i2+"/points/" + i5,schemaPath:"#/$defs/PolygonStroke/properties/points/items/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err113];
}
else {
vErrors.push(err113);
}
errors++;
}
}
}
else {
const err114 = {instancePath:instancePath+"/corrections/" + i2+"/points",schemaPath:"#/$defs/PolygonStroke/properties/points/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err114];
}
else {
vErrors.push(err114);
}
errors++;
}
}
}
else {
const err115 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/$defs/PolygonStroke/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err115];
}
else {
vErrors.push(err115);
}
errors++;
}
if(props1 !== true){
props1 = true;
}
}
else if(tag1 === "pixels"){
if(!(validate21(data26, {instancePath:instancePath+"/corrections/" + i2,parentData:data25,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
if(props1 !== true){
props1 = true;
}
}
else {
const err116 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/properties/corrections/items/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag1}};
if(vErrors === null){
vErrors = [err116];
}
else {
vErrors.push(err116);
}
errors++;
}
}
else {
const err117 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/properties/corrections/items/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag1}};
if(vErrors === null){
vErrors = [err117];
}
else {
vErrors.push(err117);
}
errors++;
}
}
else {
const err118 = {instancePath:instancePath+"/corrections/" + i2,schemaPath:"#/properties/corrections/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err118];
}
else {
vErrors.push(err118);
}
errors++;
}
}
}
else {
const err119 = {instancePath:instancePath+"/corrections",schemaPath:"#/properties/corrections/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err119];
}
else {
vErrors.push(err119);
}
errors++;
}
}
if(data.candidates !== undefined){
let data38 = data.candidates;
if(Array.isArray(data38)){
const len7 = data38.length;
for(let i7=0; i7<len7; i7++){
let data39 = data38[i7];
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
if(data39.token === undefined){
const err120 = {instancePath:instancePath+"/candidates/" + i7,schemaPath:"#/$defs/Candidate/required",keyword:"required",params:{missingProperty: "token"}};
if(vErrors === null){
vErrors = [err120];
}
else {
vErrors.push(err120);
}
errors++;
}
if(data39.iou === undefined){
const err121 = {instancePath:instancePath+"/candidates/" + i7,schemaPath:"#/$defs/Candidate/required",keyword:"required",params:{missingProperty: "iou"}};
if(vErrors === null){
vErrors = [err121];
}
else {
vErrors.push(err121);
}
errors++;
}
for(const key7 in data39){
if(!((key7 === "token") || (key7 === "iou"))){
const err122 = {instancePath:instancePath+"/candidates/" + i7,schemaPath:"#/$defs/Candidate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err122];
}
else {
vErrors.push(err122);
}
errors++;
}
}
if(data39.token !== undefined){
let data40 = data39.token;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err123 = {instancePath:instancePath+"/candidates/" + i7+"/token",schemaPath:"#/$defs/Candidate/properties/token/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err123];
}
else {
vErrors.push(err123);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 9007199254740991 || isNaN(data40)){
const err124 = {instancePath:instancePath+"/candidates/" + i7+"/token",schemaPath:"#/$defs/Candidate/properties/token/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err124];
}
else {
vErrors.push(err124);
}
errors++;
}
if(data40 < 0 || isNaN(data40)){
const err125 = {instancePath:instancePath+"/candidates/" + i7+"/token",schemaPath:"#/$defs/Candidate/properties/token/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err125];
}
else {
vErrors.push(err125);
}
errors++;
}
}
}
if(data39.iou !== undefined){
let data41 = data39.iou;
if(!((typeof data41 == "number") && (isFinite(data41)))){
const err126 = {instancePath:instancePath+"/candidates/" + i7+"/iou",schemaPath:"#/$defs/Candidate/properties/iou/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err126];
}
else {
vErrors.push(err126);
}
errors++;
}
}
}
else {
const err127 = {instancePath:instancePath+"/candidates/" + i7,schemaPath:"#/$defs/Candidate/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err127];
}
else {
vErrors.push(err127);
}
errors++;
}
}
}
else {
const err128 = {instancePath:instancePath+"/candidates",schemaPath:"#/properties/candidates/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err128];
}
else {
vErrors.push(err128);
}
errors++;
}
}
if(data.chosen !== undefined){
let data42 = data.chosen;
const _errs118 = errors;
let valid40 = false;
const _errs119 = errors;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err129 = {instancePath:instancePath+"/chosen",schemaPath:"#/properties/chosen/anyOf/0/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err129];
}
else {
vErrors.push(err129);
}
errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 9007199254740991 || isNaN(data42)){
const err130 = {instancePath:instancePath+"/chosen",schemaPath:"#/properties/chosen/anyOf/0/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err130];
}
else {
vErrors.push(err130);
}
errors++;
}
if(data42 < 0 || isNaN(data42)){
const err131 = {instancePath:instancePath+"/chosen",schemaPath:"#/properties/chosen/anyOf/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err131];
}
else {
vErrors.push(err131);
}
errors++;
}
}
var _valid1 = _errs119 === errors;
valid40 = valid40 || _valid1;
const _errs121 = errors;
if(data42 !== null){
const err132 = {instancePath:instancePath+"/chosen",schemaPath:"#/properties/chosen/anyOf/1/type",keyword:"type",params:{type: "null"}};
if(vErrors === null){
vErrors = [err132];
}
else {
vErrors.push(err132);
}
errors++;
}
var _valid1 = _errs121 === errors;
valid40 = valid40 || _valid1;
if(!valid40){
const err133 = {instancePath:instancePath+"/chosen",schemaPath:"#/properties/chosen/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err133];
}
else {
vErrors.push(err133);
}
errors++;
}
else {
errors = _errs118;
if(vErrors !== null){
if(_errs118){
vErrors.length = _errs118;
}
else {
vErrors = null;
}
}
}
}
if(data.source !== undefined){
let data43 = data.source;
if(typeof data43 !== "string"){
const err134 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err134];
}
else {
vErrors.push(err134);
}
errors++;
}
if(!(((((data43 === "prompt") || (data43 === "everything")) || (data43 === "manual")) || (data43 === "import")) || (data43 === "merge"))){
const err135 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/enum",keyword:"enum",params:{allowedValues: schema31.properties.source.enum}};
if(vErrors === null){
vErrors = [err135];
}
else {
vErrors.push(err135);
}
errors++;
}
}
if(data.predicted_iou !== undefined){
let data44 = data.predicted_iou;
const _errs126 = errors;
let valid41 = false;
const _errs127 = errors;
if(!((typeof data44 == "number") && (isFinite(data44)))){
const err136 = {instancePath:instancePath+"/predicted_iou",schemaPath:"#/properties/predicted_iou/anyOf/0/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err136];
}
else {
vErrors.push(err136);
}
errors++;
}
var _valid2 = _errs127 === errors;
valid41 = valid41 || _valid2;
const _errs129 = errors;
if(data44 !== null){
const err137 = {instancePath:instancePath+"/predicted_iou",schemaPath:"#/properties/predicted_iou/anyOf/1/type",keyword:"type",params:{type: "null"}};
if(vErrors === null){
vErrors = [err137];
}
else {
vErrors.push(err137);
}
errors++;
}
var _valid2 = _errs129 === errors;
valid41 = valid41 || _valid2;
if(!valid41){
const err138 = {instancePath:instancePath+"/predicted_iou",schemaPath:"#/properties/predicted_iou/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err138];
}
else {
vErrors.push(err138);
}
errors++;
}
else {
errors = _errs126;
if(vErrors !== null){
if(_errs126){
vErrors.length = _errs126;
}
else {
vErrors = null;
}
}
}
}
if(data.stability_score !== undefined){
let data45 = data.stability_score;
const _errs132 = errors;
let valid42 = false;
const _errs133 = errors;
if(!((typeof data45 == "number") && (isFinite(data45)))){
const err139 = {instancePath:instancePath+"/stability_score",schemaPath:"#/properties/stability_score/anyOf/0/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err139];
}
else {
vErrors.push(err139);
}
errors++;
}
var _valid3 = _errs133 === errors;
valid42 = valid42 || _valid3;
const _errs135 = errors;
if(data45 !== null){
const err140 = {instancePath:instancePath+"/stability_score",schemaPath:"#/properties/stability_score/anyOf/1/type",keyword:"type",params:{type: "null"}};
if(vErrors === null){
vErrors = [err140];
}
else {
vErrors.push(err140);
}
errors++;
}
var _valid3 = _errs135 === errors;
valid42 = valid42 || _valid3;
if(!valid42){
const err141 = {instancePath:instancePath+"/stability_score",schemaPath:"#/properties/stability_score/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err141];
}
else {
vErrors.push(err141);
}
errors++;
}
else {
errors = _errs132;
if(vErrors !== null){
if(_errs132){
vErrors.length = _errs132;
}
else {
vErrors = null;
}
}
}
}
if(data.point_coords !== undefined){
let data46 = data.point_coords;
const _errs138 = errors;
let valid43 = false;
const _errs139 = errors;
if(Array.isArray(data46)){
if(data46.length > 1){
const err142 = {instancePath:instancePath+"/point_coords",schemaPath:"#/properties/point_coords/anyOf/0/maxItems",keyword:"maxItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err142];
}
else {
vErrors.push(err142);
}
errors++;
}
if(data46.length < 1){
const err143 = {instancePath:instancePath+"/point_coords",schemaPath:"#/properties/point_coords/anyOf/0/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err143];
}
else {
vErrors.push(err143);
}
errors++;
}
const len8 = data46.length;
for(let i8=0; i8<len8; i8++){
let data47 = data46[i8];
if(Array.isArray(data47)){
if(data47.length > 2){
const err144 = {instancePath:instancePath+"/point_coords/" + i8,schemaPath:"#/properties/point_coords/anyOf/0/items/maxItems",keyword:"maxItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err144];
}
else {
vErrors.push(err144);
}
errors++;
}
if(data47.length < 2){
const err145 = {instancePath:instancePath+"/point_coords/" + i8,schemaPath:"#/properties/point_coords/anyOf/0/items/minItems",keyword:"minItems",params:{limit: 2}};
if(vErrors === null){
vErrors = [err145];
}
else {
vErrors.push(err145);
}
errors++;
}
const len9 = data47.length;
for(let i9=0; i9<len9; i9++){
let data48 = data47[i9];
if(!((typeof data48 == "number") && (isFinite(data48)))){
const err146 = {instancePath:instancePath+"/point_coords/" + i8+"/" + i9,schemaPath:"#/properties/point_coords/anyOf/0/items/items/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err146];
}
else {
vErrors.push(err146);
}
errors++;
}
}
}
else {
const err147 = {instancePath:instancePath+"/point_coords/" + i8,schemaPath:"#/properties/point_coords/anyOf/0/items/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err147];
}
else {
vErrors.push(err147);
}
errors++;
}
}
}
else {
const err148 = {instancePath:instancePath+"/point_coords",schemaPath:"#/properties/point_coords/anyOf/0/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err148];
}
else {
vErrors.push(err148);
}
errors++;
}
var _valid4 = _errs139 === errors;
valid43 = valid43 || _valid4;
const _errs145 = errors;
if(data46 !== null){
const err149 = {instancePath:instancePath+"/point_coords",schemaPath:"#/properties/point_coords/anyOf/1/type",keyword:"type",params:{type: "null"}};
if(vErrors === null){
vErrors = [err149];
}
else {
vErrors.push(err149);
}
errors++;
}
var _valid4 = _errs145 === errors;
valid43 = valid43 || _valid4;
if(!valid43){
const err150 = {instancePath:instancePath+"/point_coords",schemaPath:"#/properties/point_coords/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err150];
}
else {
vErrors.push(err150);
}
errors++;
}
else {
errors = _errs138;
if(vErrors !== null){
if(_errs138){
vErrors.length = _errs138;
}
else {
vErrors = null;
}
}
}
}
if(data.crop_box !== undefined){
let data49 = data.crop_box;
const _errs148 = errors;
let valid48 = false;
const _errs149 = errors;
if(Array.isArray(data49)){
if(data49.length > 4){
const err151 = {instancePath:instancePath+"/crop_box",schemaPath:"#/properties/crop_box/anyOf/0/maxItems",keyword:"maxItems",params:{limit: 4}};
if(vErrors === null){
vErrors = [err151];
}
else {
vErrors.push(err151);
}
errors++;
}
if(data49.length < 4){
const err152 = {instancePath:instancePath+"/crop_box",schemaPath:"#/properties/crop_box/anyOf/0/minItems",keyword:"minItems",params:{limit: 4}};
if(vErrors === null){
vErrors = [err152];
}
else {
vErrors.push(err152);
}
errors++;
}
const len10 = data49.length;
for(let i10=0; i10<len10; i10++){
let data50 = data49[i10];
if(!((typeof data50 == "number") && (isFinite(data50)))){
const err153 = {instancePath:instancePath+"/crop_box/" + i10,schemaPath:"#/properties/crop_box/anyOf/0/items/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err153];
}
else {
vErrors.push(err153);
}
errors++;
}
}
}
else {
const err154 = {instancePath:instancePath+"/crop_box",schemaPath:"#/properties/crop_box/anyOf/0/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err154];
}
else {
vErrors.push(err154);
}
errors++;
}
var _valid5 = _errs149 === errors;
valid48 = valid48 || _valid5;
const _errs153 = errors;
if(data49 !== null){
const err155 = {instancePath:instancePath+"/crop_box",schemaPath:"#/properties/crop_box/anyOf/1/type",keyword:"type",params:{type: "null"}};
if(vErrors === null){
vErrors = [err155];
}
else {
vErrors.push(err155);
}
errors++;
}
var _valid5 = _errs153 === errors;
valid48 = valid48 || _valid5;
if(!valid48){
const err156 = {instancePath:instancePath+"/crop_box",schemaPath:"#/properties/crop_box/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err156];
}
else {
vErrors.push(err156);
}
errors++;
}
else {
errors = _errs148;
if(vErrors !== null){
if(_errs148){
vErrors.length = _errs148;
}
else {
vErrors = null;
}
}
}
}
if(data.model !== undefined){
let data51 = data.model;
const _errs156 = errors;
let valid51 = false;
const _errs157 = errors;
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
if(data51.kind === undefined){
const err157 = {instancePath:instancePath+"/model",schemaPath:"#/$defs/MadeBy/required",keyword:"required",params:{missingProperty: "kind"}};
if(vErrors === null){
vErrors = [err157];
}
else {
vErrors.push(err157);
}
errors++;
}
if(data51.encoder_fingerprint === undefined){
const err158 = {instancePath:instancePath+"/model",schemaPath:"#/$defs/MadeBy/required",keyword:"required",params:{missingProperty: "encoder_fingerprint"}};
if(vErrors === null){
vErrors = [err158];
}
else {
vErrors.push(err158);
}
errors++;
}
if(data51.decoder_fingerprint === undefined){
const err159 = {instancePath:instancePath+"/model",schemaPath:"#/$defs/MadeBy/required",keyword:"required",params:{missingProperty: "decoder_fingerprint"}};
if(vErrors === null){
vErrors = [err159];
}
else {
vErrors.push(err159);
}
errors++;
}
for(const key8 in data51){
if(!(((key8 === "kind") || (key8 === "encoder_fingerprint")) || (key8 === "decoder_fingerprint"))){
const err160 = {instancePath:instancePath+"/model",schemaPath:"#/$defs/MadeBy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err160];
}
else {
vErrors.push(err160);
}
errors++;
}
}
if(data51.kind !== undefined){
if(typeof data51.kind !== "string"){
const err161 = {instancePath:instancePath+"/model/kind",schemaPath:"#/$defs/MadeBy/properties/kind/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err161];
}
else {
vErrors.push(err161);
}
errors++;
}
}
if(data51.encoder_fingerprint !== undefined){
if(typeof data51.encoder_fingerprint !== "string"){
const err162 = {instancePath:instancePath+"/model/encoder_fingerprint",schemaPath:"#/$defs/MadeBy/properties/encoder_fingerprint/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err162];
}
else {
vErrors.push(err162);
}
errors++;
}
}
if(data51.decoder_fingerprint !== undefined){
if(typeof data51.decoder_fingerprint !== "string"){
const err163 = {instancePath:instancePath+"/model/decoder_fingerprint",schemaPath:"#/$defs/MadeBy/properties/decoder_fingerprint/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err163];
}
else {
vErrors.push(err163);
}
errors++;
}
}
}
else {
const err164 = {instancePath:instancePath+"/model",schemaPath:"#/$defs/MadeBy/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err164];
}
else {
vErrors.push(err164);
}
errors++;
}
var _valid6 = _errs157 === errors;
valid51 = valid51 || _valid6;
const _errs167 = errors;
if(data51 !== null){
const err165 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/anyOf/1/type",keyword:"type",params:{type: "null"}};
if(vErrors === null){
vErrors = [err165];
}
else {
vErrors.push(err165);
}
errors++;
}
var _valid6 = _errs167 === errors;
valid51 = valid51 || _valid6;
if(!valid51){
const err166 = {instancePath:instancePath+"/model",schemaPath:"#/properties/model/anyOf",keyword:"anyOf",params:{}};
if(vErrors === null){
vErrors = [err166];
}
else {
vErrors.push(err166);
}
errors++;
}
else {
errors = _errs156;
if(vErrors !== null){
if(_errs156){
vErrors.length = _errs156;
}
else {
vErrors = null;
}
}
}
}
if(data.picture !== undefined){
let data55 = data.picture;
if(data55 && typeof data55 == "object" && !Array.isArray(data55)){
if(data55.id === undefined){
const err167 = {instancePath:instancePath+"/picture",schemaPath:"#/$defs/Picture/required",keyword:"required",params:{missingProperty: "id"}};
if(vErrors === null){
vErrors = [err167];
}
else {
vErrors.push(err167);
}
errors++;
}
if(data55.file_name === undefined){
const err168 = {instancePath:instancePath+"/picture",schemaPath:"#/$defs/Picture/required",keyword:"required",params:{missingProperty: "file_name"}};
if(vErrors === null){
vErrors = [err168];
}
else {
vErrors.push(err168);
}
errors++;
}
for(const key9 in data55){
if(!((key9 === "id") || (key9 === "file_name"))){
const err169 = {instancePath:instancePath+"/picture",schemaPath:"#/$defs/Picture/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err169];
}
else {
vErrors.push(err169);
}
errors++;
}
}
if(data55.id !== undefined){
let data56 = data55.id;
if(typeof data56 === "string"){
if(!pattern6.test(data56)){
const err170 = {instancePath:instancePath+"/picture/id",schemaPath:"#/$defs/Picture/properties/id/pattern",keyword:"pattern",params:{pattern: "^[0-9a-f]{64}$"}};
if(vErrors === null){
vErrors = [err170];
}
else {
vErrors.push(err170);
}
errors++;
}
}
else {
const err171 = {instancePath:instancePath+"/picture/id",schemaPath:"#/$defs/Picture/properties/id/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err171];
}
else {
vErrors.push(err171);
}
errors++;
}
}
if(data55.file_name !== undefined){
if(typeof data55.file_name !== "string"){
const err172 = {instancePath:instancePath+"/picture/file_name",schemaPath:"#/$defs/Picture/properties/file_name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err172];
}
else {
vErrors.push(err172);
}
errors++;
}
}
}
else {
const err173 = {instancePath:instancePath+"/picture",schemaPath:"#/$defs/Picture/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err173];
}
else {
vErrors.push(err173);
}
errors++;
}
}
if(data.frame !== undefined){
let data58 = data.frame;
if(!(((typeof data58 == "number") && (!(data58 % 1) && !isNaN(data58))) && (isFinite(data58)))){
const err174 = {instancePath:instancePath+"/frame",schemaPath:"#/properties/frame/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err174];
}
else {
vErrors.push(err174);
}
errors++;
}
if((typeof data58 == "number") && (isFinite(data58))){
if(data58 > 9007199254740991 || isNaN(data58)){
const err175 = {instancePath:instancePath+"/frame",schemaPath:"#/properties/frame/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err175];
}
else {
vErrors.push(err175);
}
errors++;
}
if(data58 < 0 || isNaN(data58)){
const err176 = {instancePath:instancePath+"/frame",schemaPath:"#/properties/frame/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err176];
}
else {
vErrors.push(err176);
}
errors++;
}
}
}
if(data.window !== undefined){
let data59 = data.window;
if(Array.isArray(data59)){
if(data59.length > 4){
const err177 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/maxItems",keyword:"maxItems",params:{limit: 4}};
if(vErrors === null){
vErrors = [err177];
}
else {
vErrors.push(err177);
}
errors++;
}
if(data59.length < 4){
const err178 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/minItems",keyword:"minItems",params:{limit: 4}};
if(vErrors === null){
vErrors = [err178];
}
else {
vErrors.push(err178);
}
errors++;
}
const len11 = data59.length;
if(len11 > 0){
let data60 = data59[0];
if(!(((typeof data60 == "number") && (!(data60 % 1) && !isNaN(data60))) && (isFinite(data60)))){
const err179 = {instancePath:instancePath+"/window/0",schemaPath:"#/properties/window/prefixItems/0/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err179];
}
else {
vErrors.push(err179);
}
errors++;
}
if((typeof data60 == "number") && (isFinite(data60))){
if(data60 > 9007199254740991 || isNaN(data60)){
const err180 = {instancePath:instancePath+"/window/0",schemaPath:"#/properties/window/prefixItems/0/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err180];
}
else {
vErrors.push(err180);
}
errors++;
}
if(data60 < 0 || isNaN(data60)){
const err181 = {instancePath:instancePath+"/window/0",schemaPath:"#/properties/window/prefixItems/0/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err181];
}
else {
vErrors.push(err181);
}
errors++;
}
}
}
if(len11 > 1){
let data61 = data59[1];
if(!(((typeof data61 == "number") && (!(data61 % 1) && !isNaN(data61))) && (isFinite(data61)))){
const err182 = {instancePath:instancePath+"/window/1",schemaPath:"#/properties/window/prefixItems/1/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err182];
}
else {
vErrors.push(err182);
}
errors++;
}
if((typeof data61 == "number") && (isFinite(data61))){
if(data61 > 9007199254740991 || isNaN(data61)){
const err183 = {instancePath:instancePath+"/window/1",schemaPath:"#/properties/window/prefixItems/1/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err183];
}
else {
vErrors.push(err183);
}
errors++;
}
if(data61 < 0 || isNaN(data61)){
const err184 = {instancePath:instancePath+"/window/1",schemaPath:"#/properties/window/prefixItems/1/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err184];
}
else {
vErrors.push(err184);
}
errors++;
}
}
}
if(len11 > 2){
let data62 = data59[2];
if(!(((typeof data62 == "number") && (!(data62 % 1) && !isNaN(data62))) && (isFinite(data62)))){
const err185 = {instancePath:instancePath+"/window/2",schemaPath:"#/properties/window/prefixItems/2/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err185];
}
else {
vErrors.push(err185);
}
errors++;
}
if((typeof data62 == "number") && (isFinite(data62))){
if(data62 > 9007199254740991 || isNaN(data62)){
const err186 = {instancePath:instancePath+"/window/2",schemaPath:"#/properties/window/prefixItems/2/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err186];
}
else {
vErrors.push(err186);
}
errors++;
}
if(data62 < 1 || isNaN(data62)){
const err187 = {instancePath:instancePath+"/window/2",schemaPath:"#/properties/window/prefixItems/2/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err187];
}
else {
vErrors.push(err187);
}
errors++;
}
}
}
if(len11 > 3){
let data63 = data59[3];
if(!(((typeof data63 == "number") && (!(data63 % 1) && !isNaN(data63))) && (isFinite(data63)))){
const err188 = {instancePath:instancePath+"/window/3",schemaPath:"#/properties/window/prefixItems/3/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err188];
}
else {
vErrors.push(err188);
}
errors++;
}
if((typeof data63 == "number") && (isFinite(data63))){
if(data63 > 9007199254740991 || isNaN(data63)){
const err189 = {instancePath:instancePath+"/window/3",schemaPath:"#/properties/window/prefixItems/3/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991}};
if(vErrors === null){
vErrors = [err189];
}
else {
vErrors.push(err189);
}
errors++;
}
if(data63 < 1 || isNaN(data63)){
const err190 = {instancePath:instancePath+"/window/3",schemaPath:"#/properties/window/prefixItems/3/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err190];
}
else {
vErrors.push(err190);
}
errors++;
}
}
}
}
else {
const err191 = {instancePath:instancePath+"/window",schemaPath:"#/properties/window/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err191];
}
else {
vErrors.push(err191);
}
errors++;
}
}
if(data.suggestion !== undefined){
let data64 = data.suggestion;
if(data64 && typeof data64 == "object" && !Array.isArray(data64)){
if(data64.by === undefined){
const err192 = {instancePath:instancePath+"/suggestion",schemaPath:"#/$defs/SuggestedBy/required",keyword:"required",params:{missingProperty: "by"}};
if(vErrors === null){
vErrors = [err192];
}
else {
vErrors.push(err192);
}
errors++;
}
if(data64.score === undefined){
const err193 = {instancePath:instancePath+"/suggestion",schemaPath:"#/$defs/SuggestedBy/required",keyword:"required",params:{missingProperty: "score"}};
if(vErrors === null){
vErrors = [err193];
}
else {
vErrors.push(err193);
}
errors++;
}
if(data64.line === undefined){
const err194 = {instancePath:instancePath+"/suggestion",schemaPath:"#/$defs/SuggestedBy/required",keyword:"required",params:{missingProperty: "line"}};
if(vErrors === null){
vErrors = [err194];
}
else {
vErrors.push(err194);
}
errors++;
}
if(data64.overlap === undefined){
const err195 = {instancePath:instancePath+"/suggestion",schemaPath:"#/$defs/SuggestedBy/required",keyword:"required",params:{missingProperty: "overlap"}};
if(vErrors === null){
vErrors = [err195];
}
else {
vErrors.push(err195);
}
errors++;
}
for(const key10 in data64){
if(!((((key10 === "by") || (key10 === "score")) || (key10 === "line")) || (key10 === "overlap"))){
const err196 = {instancePath:instancePath+"/suggestion",schemaPath:"#/$defs/SuggestedBy/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10}};
if(vErrors === null){
vErrors = [err196];
}
else {
vErrors.push(err196);
}
errors++;
}
}
if(data64.by !== undefined){
let data65 = data64.by;
if(typeof data65 !== "string"){
const err197 = {instancePath:instancePath+"/suggestion/by",schemaPath:"#/$defs/SuggestedBy/properties/by/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err197];
}
else {
vErrors.push(err197);
}
errors++;
}
if(!(((data65 === "similar") || (data65 === "prefill")) || (data65 === "text"))){
const err198 = {instancePath:instancePath+"/suggestion/by",schemaPath:"#/$defs/SuggestedBy/properties/by/enum",keyword:"enum",params:{allowedValues: schema43.properties.by.enum}};
if(vErrors === null){
vErrors = [err198];
}
else {
vErrors.push(err198);
}
errors++;
}
}
if(data64.score !== undefined){
let data66 = data64.score;
if((typeof data66 == "number") && (isFinite(data66))){
if(data66 > 1 || isNaN(data66)){
const err199 = {instancePath:instancePath+"/suggestion/score",schemaPath:"#/$defs/SuggestedBy/properties/score/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1}};
if(vErrors === null){
vErrors = [err199];
}
else {
vErrors.push(err199);
}
errors++;
}
if(data66 < 0 || isNaN(data66)){
const err200 = {instancePath:instancePath+"/suggestion/score",schemaPath:"#/$defs/SuggestedBy/properties/score/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err200];
}
else {
vErrors.push(err200);
}
errors++;
}
}
else {
const err201 = {instancePath:instancePath+"/suggestion/score",schemaPath:"#/$defs/SuggestedBy/properties/score/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err201];
}
else {
vErrors.push(err201);
}
errors++;
}
}
if(data64.line !== undefined){
let data67 = data64.line;
if((typeof data67 == "number") && (isFinite(data67))){
if(data67 > 1 || isNaN(data67)){
const err202 = {instancePath:instancePath+"/suggestion/line",schemaPath:"#/$defs/SuggestedBy/properties/line/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1}};
if(vErrors === null){
vErrors = [err202];
}
else {
vErrors.push(err202);
}
errors++;
}
if(data67 < 0 || isNaN(data67)){
const err203 = {instancePath:instancePath+"/suggestion/line",schemaPath:"#/$defs/SuggestedBy/properties/line/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err203];
}
else {
vErrors.push(err203);
}
errors++;
}
}
else {
const err204 = {instancePath:instancePath+"/suggestion/line",schemaPath:"#/$defs/SuggestedBy/properties/line/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err204];
}
else {
vErrors.push(err204);
}
errors++;
}
}
if(data64.overlap !== undefined){
let data68 = data64.overlap;
if((typeof data68 == "number") && (isFinite(data68))){
if(data68 > 1 || isNaN(data68)){
const err205 = {instancePath:instancePath+"/suggestion/overlap",schemaPath:"#/$defs/SuggestedBy/properties/overlap/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1}};
if(vErrors === null){
vErrors = [err205];
}
else {
vErrors.push(err205);
}
errors++;
}
if(data68 < 0 || isNaN(data68)){
const err206 = {instancePath:instancePath+"/suggestion/overlap",schemaPath:"#/$defs/SuggestedBy/properties/overlap/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err206];
}
else {
vErrors.push(err206);
}
errors++;
}
}
else {
const err207 = {instancePath:instancePath+"/suggestion/overlap",schemaPath:"#/$defs/SuggestedBy/properties/overlap/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err207];
}
else {
vErrors.push(err207);
}
errors++;
}
}
}
else {
const err208 = {instancePath:instancePath+"/suggestion",schemaPath:"#/$defs/SuggestedBy/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err208];
}
else {
vErrors.push(err208);
}
errors++;
}
}
if(data.created !== undefined){
let data69 = data.created;
if(typeof data69 === "string"){
if(!pattern7.test(data69)){
const err209 = {instancePath:instancePath+"/created",schemaPath:"#/properties/created/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\\.[0-9]{3})?Z$"}};
if(vErrors === null){
vErrors = [err209];
}
else {
vErrors.push(err209);
}
errors++;
}
}
else {
const err210 = {instancePath:instancePath+"/created",schemaPath:"#/properties/created/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err210];
}
else {
vErrors.push(err210);
}
errors++;
}
}
if(data.modified !== undefined){
let data70 = data.modified;
if(typeof data70 === "string"){
if(!pattern7.test(data70)){
const err211 = {instancePath:instancePath+"/modified",schemaPath:"#/properties/modified/pattern",keyword:"pattern",params:{pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\\.[0-9]{3})?Z$"}};
if(vErrors === null){
vErrors = [err211];
}
else {
vErrors.push(err211);
}
errors++;
}
}
else {
const err212 = {instancePath:instancePath+"/modified",schemaPath:"#/properties/modified/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err212];
}
else {
vErrors.push(err212);
}
errors++;
}
}
}
else {
const err213 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err213];
}
else {
vErrors.push(err213);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
